"""The phase of care follows from the day of a session."""

from datetime import date, timedelta

import pytest

from assistant.domain.phases import Phase, phase_on

SESSION = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "phase"),
    [
        (-30, Phase.PREPARATION),
        (-1, Phase.PREPARATION),
        (0, Phase.SESSION_DAY),
        (1, Phase.FIRST_72_HOURS),
        (3, Phase.FIRST_72_HOURS),
        (4, Phase.INTEGRATION),
        (400, Phase.INTEGRATION),
    ],
)
def test_the_days_since_the_session_tell_the_phase(days: int, phase: Phase) -> None:
    assert phase_on(SESSION + timedelta(days=days), SESSION) is phase


def test_without_a_session_no_phase_is_known() -> None:
    assert phase_on(SESSION, None) is None
