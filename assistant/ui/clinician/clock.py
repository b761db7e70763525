"""The clock of a case: how long somebody still has, or how long it is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case, CaseState

SOON = timedelta(minutes=5)
_DAY = timedelta(hours=24)


def clock_badge(case: Case, engine: Engine, now: datetime) -> str:
    """A badge with the time left until the case must be claimed, or the patient reached; empty when no clock runs."""
    if case.state in (CaseState.CONTACTED, CaseState.RESOLVED):
        return ""
    left = engine.oncall.overdue_at(case.team, case.severity, case.waiting_since) - now
    step = "to claim" if case.state.is_free else "to reach them"
    if left <= timedelta(0):
        return f":red-badge[:material/alarm: Overdue by {in_words(-left)}]"
    colour = "orange" if left <= SOON else "gray"
    return f":{colour}-badge[:material/timer: {in_words(left)} {step}]"


def in_words(span: timedelta) -> str:
    """A span in its largest whole units."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min" if minutes else "under a minute"
    return f"{minutes // 60} h {minutes % 60} min" if span < _DAY else f"{minutes // 1440} d"
