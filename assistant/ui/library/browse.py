"""The library, readable: every document, its passages and how far it is vetted."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.library.citation import draw_passage, draw_standing

LANGUAGES = {"en": "English", "es": "Español"}

person = current.require(Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR, Role.ADMIN)
library = current.engine().library

st.title("Library")
st.caption(f"Every answer is made of sentences from here. Version {library.version}.")
held = [code for code in LANGUAGES if any(document.language == code for document in library.documents)]
language = held[0] if held else "en"
if len(held) > 1:
    language = st.radio(
        "Language",
        held,
        format_func=lambda code: LANGUAGES[code],
        key="library_language",
        label_visibility="collapsed",
        horizontal=True,
    )
wanted = st.text_input("Find", key="library_find", placeholder="sleep, cravings, driving …", icon=":material/search:")
words = wanted.casefold().strip()
shown = [
    d
    for d in sorted(library.documents, key=lambda d: d.title.casefold())
    if d.language == language
    and (words in d.title.casefold() or any(words in f"{p.title} {p.text}".casefold() for p in d.passages))
]
if not library.documents:
    st.write("No document has been approved yet. Your care team can answer your questions.")
elif not shown:
    st.write("Nothing here has those words. Try another word.")
for document in shown:
    with st.expander(plain(document.title), key=f"document_{document.id}", on_change="rerun") as opened:
        if opened.open:
            for passage in document.passages:
                draw_passage(document, passage)
            draw_standing(document)
