"""The library, readable: every document, its passages and how far it is vetted."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.library.citation import draw_passage, draw_standing

person = current.require(Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR, Role.ADMIN)
library = current.engine().library

st.title("Library")
st.caption(f"Every answer is made of sentences from here. Version {library.version}.")
wanted = st.text_input("Find", key="library_find", placeholder="sleep, cravings, driving …", icon=":material/search:")
words = wanted.casefold().strip()
shown = [
    d for d in library.documents if words in d.title.casefold() or any(words in p.text.casefold() for p in d.passages)
]
if not shown:
    st.write("Nothing here has those words. Try another word.")
for document in shown:
    with st.expander(plain(document.title), key=f"document_{document.id}", on_change="rerun") as opened:
        if opened.open:
            for passage in document.passages:
                draw_passage(document, passage)
            draw_standing(document)
