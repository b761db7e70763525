"""The library, readable: every document, its passages and how far it is vetted."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.library.citation import STATUS, draw_passage

person = current.require(Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR, Role.ADMIN)
library = current.engine().library

st.title("Library")
st.caption(f"Every answer is made of sentences from here. Version {library.version}.")
wanted = st.text_input("Find", key="library_find", placeholder="sleep, cravings, driving …").casefold().strip()
shown = [
    d for d in library.documents if wanted in d.title.casefold() or any(wanted in p.text.casefold() for p in d.passages)
]
if not shown:
    st.write("Nothing here has that word. Try another one.")
for document in shown:
    with st.expander(document.title):
        st.caption(STATUS.get(document.status, document.status.value))
        for passage in document.passages:
            draw_passage(document, passage)
            st.divider()
