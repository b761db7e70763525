"""What a clinician chose to see of the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

import streamlit as st

from assistant.domain.cases import FREE, CaseState, Severity
from assistant.domain.clinic import Clinic
from assistant.domain.people import Person
from assistant.domain.queue import QueueView
from assistant.ui.clinician.access import is_lead
from assistant.ui.clinician.wording import SEVERITIES

DAY = timedelta(hours=24)


class Show(Enum):
    """The parts of the queue."""

    WAITING = "Waiting"
    FREE = "Nobody has it"
    MINE = "Mine"
    AGAIN = "Look again"
    RESOLVED = "Resolved today"


PARTS = tuple(Show)


def draw_filters(clinician: Person) -> tuple[Show, tuple[Severity, ...], tuple[str, ...]]:
    """The chosen part, severities and care teams; everything that waits when nothing is chosen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="queue_filters"):
        show = st.radio(
            "Show", PARTS, index=0, format_func=lambda one: one.value, key="queue_show",
            label_visibility="collapsed", horizontal=True,
        )  # fmt: skip
        with st.popover("Filter", icon=":material/filter_list:", key="queue_filter"):
            st.markdown("How bad")
            severities = tuple(
                one for one in Severity if st.checkbox(SEVERITIES[one][1], key=f"queue_severity_{one.value}")
            )
            teams = clinician.teams
            if len(teams) > 1:
                st.markdown("Care team")
                teams = tuple(team for team in teams if st.checkbox(team, key=f"queue_team_{team}")) or teams
    return show, severities, teams


def view_of(
    show: Show,
    severities: tuple[Severity, ...],
    teams: tuple[str, ...],
    clinician: Person,
    clinic: Clinic,
    now: datetime,
) -> QueueView:
    """The look at the queue that the choice asks for."""
    view = QueueView(severities=severities, teams=teams, restricted=is_lead(clinician, clinic))
    if show is Show.FREE:
        return replace(view, states=FREE)
    if show is Show.MINE:
        return replace(view, owner_id=clinician.id)
    if show is Show.AGAIN:
        return replace(view, states=tuple(CaseState), follow_up_by=now.date())
    if show is Show.RESOLVED:
        return replace(view, states=(CaseState.RESOLVED,), resolved_since=now - DAY)
    return view
