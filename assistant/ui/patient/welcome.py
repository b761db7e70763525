"""What a patient reads once, before the first question."""

from __future__ import annotations

import streamlit as st

from assistant.domain.people import Person
from assistant.ui import current
from assistant.ui.patient.conversation import Thread
from assistant.ui.wording import say

_READ = "welcomed"


def welcomed(person: Person, thread: Thread) -> bool:
    """Whether the patient has read the notice: an AI, what it can and cannot do, not watched in real time."""
    if st.session_state.get(_READ) or not thread.empty or not thread.kept:
        return True
    engine = current.engine()
    if engine.records().conversations_of(person.id):
        return True
    st.title(say("before_start", thread.language))
    st.markdown(engine.texts.reply(("welcome",), thread.language, current.region_of(person).code).text)
    if st.button(say("have_read", thread.language), key="welcome_read", width="stretch"):
        st.session_state[_READ] = True
        st.rerun()
    return False
