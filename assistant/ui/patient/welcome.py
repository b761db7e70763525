"""What a patient reads once, before the first question."""

from __future__ import annotations

import streamlit as st

from assistant.domain.people import Person
from assistant.ui import current


def welcomed(person: Person) -> bool:
    """Whether the patient has read the notice: an AI, what it can and cannot do, not watched in real time."""
    engine = current.engine()
    if st.session_state.get("welcomed") or engine.records().conversations_of(person.id):
        return True
    st.title("Before you start")
    st.markdown(engine.texts.reply(("welcome",), "en", person.region).text)
    if st.button("I have read this", key="welcome_read", type="primary"):
        st.session_state["welcomed"] = True
        st.rerun()
    return False
