"""The review of a case: an outcome and a note, in two clicks."""

from __future__ import annotations

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case, Outcome, Review
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person
from assistant.ui import current
from assistant.ui.clinician.wording import OUTCOMES


def draw_review(case: Case, clinician: Person, engine: Engine) -> None:
    """Ask what was found; nothing is chosen beforehand, so that no outcome is recorded by accident."""
    with st.form(f"review_{case.id}"):
        outcome = st.pills(
            "What did you find?", list(OUTCOMES), format_func=lambda found: OUTCOMES[found], key=f"outcome_{case.id}"
        )
        note = st.text_area("Why (needed before answers go on after danger)", key=f"note_{case.id}", height=80)
        sent = st.form_submit_button("Mark as reviewed", key=f"reviewed_{case.id}", type="primary")
    if not sent:
        return
    if not isinstance(outcome, Outcome):
        st.warning("Choose what you found first.")
        return
    try:
        engine.records().review(Review(case.id, clinician.id, outcome, note, engine.clock.now()))
    except NotAllowed as already:
        st.warning(str(already))
        return
    st.switch_page(current.page("clinician/queue.py"))
