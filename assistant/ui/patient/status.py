"""The truth about the alert, and about when the care team reads, kept up to date on the page."""

from __future__ import annotations

import streamlit as st

from assistant.conversation.truth import standing_truth
from assistant.domain.cases import AlertStatus, Case, CaseState
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.patient.conversation import Thread
from assistant.ui.patient.moments import clock_words, opening_words
from assistant.ui.wording import say

EVERY_S = 5
COVERAGE_EVERY_S = 60
_ICONS = {
    AlertStatus.QUEUED: ":material/schedule_send:",
    AlertStatus.DELIVERED: ":material/mark_email_unread:",
    AlertStatus.SEEN: ":material/visibility:",
    AlertStatus.UNREACHABLE: ":material/error:",
}


def draw_alert_status(person: Person, thread: Thread, language: str, already_said: str = "") -> None:
    """One line while a case about danger stands and the last reply does not say the same already.

    A case that nobody was told of yet has no line, but is looked at again and again: somebody may open it, or its
    clock may run out, while the page stands there.
    """
    if _standing(person) is not None:
        _live_status(thread, language, already_said)


def draw_coverage(person: Person, language: str) -> None:
    """Before anybody types: that nobody on the care team reads now, and when they do again."""
    if current.engine().oncall.team(person.team).hours is not None:
        _live_coverage(language)


@st.fragment(run_every=EVERY_S)
def _live_status(thread: Thread, language: str, already_said: str) -> None:
    with boundary(lambda: current.engine().regions, None):
        _draw_status(current.require(Role.PATIENT), thread, language, already_said)


@st.fragment(run_every=COVERAGE_EVERY_S)
def _live_coverage(language: str) -> None:
    with boundary(lambda: current.engine().regions, None):
        _draw_coverage(current.require(Role.PATIENT), language)


def _draw_status(person: Person, thread: Thread, language: str, already_said: str) -> None:
    case = _standing(person)
    if case is None or (case.alert_status is AlertStatus.NONE and case.state.is_free):
        return
    engine = current.engine()
    joined = {message_id for message_id, _ in case.signals}
    key, at = standing_truth(case, [e.message.at for e in thread.exchanges if e.message.id in joined])
    extra = {"at": clock_words(at, engine.clock.now(), language) if at else ""}
    said = engine.texts.reply((key,), language, person.region, extra=extra).text
    if said in already_said:
        return
    icon = ":material/support_agent:" if case.state in (CaseState.CLAIMED, CaseState.CONTACTED) else None
    st.info(f"**{say('right_now', language)}:** {said}", icon=icon or _ICONS.get(case.alert_status))


def _draw_coverage(person: Person, language: str) -> None:
    engine = current.engine()
    hours, now = engine.oncall.team(person.team).hours, engine.clock.now()
    if hours is None or hours.cover(now):
        return
    extra = {"opens": opening_words(hours.next_start(now), now, language)}
    said = engine.texts.reply(("coverage-closed",), language, current.region_of(person).code, extra=extra).text
    st.info(said, icon=":material/schedule:")


def _standing(person: Person) -> Case | None:
    """The standing case about danger; None also while the records do not answer."""
    try:
        return current.engine().records().open_case_of(person.id)
    except RecordsUnavailable:
        return None
