"""The truth about the alert, kept up to date on the page."""

from __future__ import annotations

import streamlit as st

from assistant.conversation.texts import alert_key
from assistant.domain.cases import AlertStatus, Case
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.wording import say

EVERY_S = 5
_ICONS = {
    AlertStatus.QUEUED: ":material/schedule_send:",
    AlertStatus.DELIVERED: ":material/mark_email_unread:",
    AlertStatus.SEEN: ":material/visibility:",
    AlertStatus.UNREACHABLE: ":material/error:",
}


def draw_alert_status(person: Person, language: str, already_said: str = "") -> None:
    """One line while a case about danger is open and the last reply does not say the same already."""
    if _alerted(person) is not None:
        _live_status(language, already_said)


@st.fragment(run_every=EVERY_S)
def _live_status(language: str, already_said: str) -> None:
    with boundary(lambda: current.engine().regions, None):
        _draw_status(current.require(Role.PATIENT), language, already_said)


def _draw_status(person: Person, language: str, already_said: str) -> None:
    case = _alerted(person)
    if case is None:
        return
    added = case.seen_at is not None and case.updated_at > case.seen_at
    key = "alert-added" if added else alert_key(case.alert_status)
    said = current.engine().texts.reply((key,), language, person.region).text
    if said in already_said:
        return
    when = case.seen_at if case.alert_status is AlertStatus.SEEN else None
    clock = f" {say('seen_at', language, f'{when:%H:%M}')}" if when else ""
    st.info(f"**{say('right_now', language)}:** {said}{clock}", icon=_ICONS.get(case.alert_status))


def _alerted(person: Person) -> Case | None:
    """The open case whose alert has a state worth telling; None also while the records do not answer."""
    try:
        case = current.engine().records().open_case_of(person.id)
    except RecordsUnavailable:
        return None
    return case if case is not None and case.alert_status is not AlertStatus.NONE else None
