"""Moments as the reader's own clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from assistant.ui.patient import moments
from assistant.ui.patient.moments import clock_words, opening_words

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Madrid, an hour ahead."""
    monkeypatch.setattr(moments, "_zone", lambda: ZoneInfo("Europe/Madrid"))
    return monkeypatch


def test_today_is_a_time_and_another_day_has_its_date(zone: pytest.MonkeyPatch) -> None:
    assert zone is not None
    assert clock_words(NOW, NOW, "en") == "10:00"
    assert clock_words(THURSDAY, NOW, "en") == "09:30 (26 Nov)"
    assert clock_words(THURSDAY, NOW, "es") == "09:30 (26 nov)"


def test_an_opening_is_named_by_its_day(zone: pytest.MonkeyPatch) -> None:
    assert zone is not None
    assert opening_words(NOW, NOW, "en") == "today at 10:00"
    assert opening_words(NOW, NOW, "es") == "hoy a las 10:00"
    assert opening_words(THURSDAY, NOW, "en") == "on Thursday at 09:30"
    assert opening_words(THURSDAY, NOW, "es") == "el jueves a las 09:30"
    assert opening_words(None, NOW, "en") == "later"


def test_a_browser_that_says_nothing_of_itself_gets_universal_time(monkeypatch: pytest.MonkeyPatch) -> None:
    here: tzinfo = UTC
    monkeypatch.setattr(moments, "_zone", lambda: here)

    assert clock_words(NOW, NOW, "en") == "09:00 UTC"
    assert opening_words(THURSDAY, NOW, "en") == "on Thursday at 08:30 UTC"
