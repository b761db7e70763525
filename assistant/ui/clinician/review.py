"""How a case ends: an outcome and a reason, in two clicks; and how it begins again."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case, Review
from assistant.domain.people import Person
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.clinician.acting import try_it
from assistant.ui.clinician.wording import OUTCOMES
from assistant.ui.escaping import plain


def draw_end(case: Case, clinician: Person, engine: Engine) -> None:
    """The form that resolves a case one may resolve, or how it was resolved and a way to open it again."""
    if not case.state.stands:
        _draw_resolved(case)
    elif case.state.is_free or case.owner_id == clinician.id:
        _draw_review(case, engine)


def _draw_review(case: Case, engine: Engine) -> None:
    """Nothing is chosen beforehand, so that no outcome is recorded by accident."""
    ends = not case.restricted and engine.records().open_episode(case.patient_id) is not None
    why = "Why answers may go on (needed)" if ends else "Why (optional)"
    with st.form(f"review_{case.id}"):
        outcome = st.radio(
            "What did you find?", list(OUTCOMES), index=None, format_func=lambda found: OUTCOMES[found],
            key=f"outcome_{case.id}",
        )  # fmt: skip
        note = st.text_area(why, key=f"note_{case.id}", height=80)
        again = st.date_input("Look again on (optional)", value=None, key=f"again_{case.id}", format="YYYY-MM-DD")
        sent = st.form_submit_button("Resolve", key=f"reviewed_{case.id}", type="primary", icon=":material/check:")
    if not sent:
        return
    if outcome is None:
        st.warning("Choose what you found first.")
        return
    found, day = outcome, again if isinstance(again, date) else None

    def end(records: Records, one: Case, who: Person, at: datetime) -> None:
        if day is not None:
            records.follow_up(one.id, who.id, day, at)
        records.review(Review(one.id, who.id, found, note, at))

    if try_it(case.id, end, "Resolved."):
        st.switch_page(current.page("clinician/queue.py"))
    st.rerun()


def _draw_resolved(case: Case) -> None:
    found = OUTCOMES[case.outcome] if case.outcome else "No outcome"
    why = f" {plain(case.note)}" if case.note else ""
    st.success(f"**Resolved: {found.lower()}.**{why}", icon=":material/check_circle:")
    if case.follow_up_on:
        st.caption(f"Look again on {case.follow_up_on:%d %B %Y}.")
    with st.popover("Open it again", icon=":material/undo:", key=f"reopen_{case.id}"):
        reason = st.text_area("Why?", key=f"reason_{case.id}", height=80)
        if st.button("Open this case again", key=f"reopened_{case.id}", type="primary"):

            def reopen(records: Records, one: Case, who: Person, at: datetime) -> None:
                records.reopen(one.id, who.id, reason, at)

            try_it(case.id, reopen, "Open again. Whoever is on call can claim it.")
            st.rerun()
