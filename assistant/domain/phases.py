"""Where a patient stands between preparation and everyday life, told by the day of a session."""

from __future__ import annotations

from datetime import date
from enum import Enum

_FIRST_DAYS = 3


class Phase(Enum):
    """A phase of care, as documents name it; screening is over once there is a session to speak of."""

    PREPARATION = "preparation"
    SESSION_DAY = "session_day"
    FIRST_72_HOURS = "first_72_hours"
    INTEGRATION = "integration"


def phase_on(today: date, session: date | None) -> Phase | None:
    """The phase on a day, by the last or next session's date; None without one."""
    if session is None:
        return None
    days = (today - session).days
    if days < 0:
        return Phase.PREPARATION
    if days == 0:
        return Phase.SESSION_DAY
    return Phase.FIRST_72_HOURS if days <= _FIRST_DAYS else Phase.INTEGRATION
