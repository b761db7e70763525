"""The truth about the alert, kept up to date on the page."""

from __future__ import annotations

import streamlit as st

from assistant.conversation.texts import alert_key
from assistant.domain.cases import AlertStatus
from assistant.domain.people import Person, Role
from assistant.ui import current

_ICONS = {
    AlertStatus.QUEUED: ":material/schedule_send:",
    AlertStatus.DELIVERED: ":material/mark_email_unread:",
    AlertStatus.SEEN: ":material/visibility:",
    AlertStatus.UNREACHABLE: ":material/error:",
}


def draw_alert_status(person: Person) -> None:
    """One line while a case about danger is open; nothing otherwise."""
    case = current.engine().records().open_case_of(person.id)
    if case is not None and case.alert_status is not AlertStatus.NONE:
        _live_status()


@st.fragment(run_every=5)
def _live_status() -> None:
    person = current.require(Role.PATIENT)
    engine = current.engine()
    case = engine.records().open_case_of(person.id)
    if case is None:
        return
    said = engine.texts.reply((alert_key(case.alert_status),), "en", person.region).text
    when = f" ({case.seen_at:%H:%M} UTC)" if case.alert_status is AlertStatus.SEEN and case.seen_at else ""
    st.info(said + when, icon=_ICONS.get(case.alert_status))
