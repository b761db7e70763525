"""One case as a row of the queue."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case, Severity
from assistant.domain.people import Person
from assistant.ui import current
from assistant.ui.clinician.acting import act
from assistant.ui.clinician.clock import clock_badge
from assistant.ui.clinician.rules import why_words
from assistant.ui.clinician.wording import about, severity_badge, standing, state_badge
from assistant.ui.escaping import plain

URGENT = (Severity.IMMINENT, Severity.ELEVATED, Severity.MEDICAL)


def draw_row(case: Case, clinician: Person, engine: Engine, now: datetime) -> None:
    """How bad, about what, how long it has waited, who has it; named by its case, so that a refresh keeps the focus."""
    unread = case.state.stands and case.seen_at is None
    with st.container(border=True, key=f"case_{case.id}", gap="xsmall"):
        what = about(case)
        name = f"**{plain(case.patient_name)}**" if unread else plain(case.patient_name)
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            said = f"{severity_badge(case.severity)} {name}{' · ' + what if what else ''}"
            st.markdown(said, width="content")
            st.markdown(f"{clock_badge(case, engine, now)} {state_badge(case, clinician)}", width="content")
        st.caption(plain(f"{why_words(case)}\n{standing(case, now)}"))
        with st.container(horizontal=True, gap="small"):
            urgent = unread and case.severity in URGENT
            if st.button(
                "Open the case",
                key=f"open_{case.id}",
                type="primary" if urgent else "secondary",
                icon=":material/arrow_forward:",
            ):
                st.switch_page(current.page("clinician/case.py"), query_params={"case": case.id})
            if case.state.is_free:
                st.button(
                    "Claim",
                    key=f"claim_{case.id}",
                    type="tertiary",
                    icon=":material/pan_tool:",
                    on_click=act,
                    args=("claim", case.id),
                )
