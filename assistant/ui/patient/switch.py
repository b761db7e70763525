"""What the patient is told before they type when a clinician switched answers off or narrowed them."""

from __future__ import annotations

import streamlit as st

from assistant.domain.care import Answers
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Person
from assistant.ui import current
from assistant.ui.wording import say


def draw_switch(person: Person, language: str) -> bool:
    """Say it in one calm line; whether answers are on, which also counts while the records cannot say."""
    try:
        answers = current.engine().records().care_of(person.id).answers
    except RecordsUnavailable:
        return True
    if answers is Answers.ON:
        return True
    st.info(say(f"answers_{answers.value}", language), icon=":material/pause_circle:")
    return False
