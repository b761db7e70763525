"""Hours, clocks and the order in which people are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistant.domain.cases import Severity
from assistant.domain.oncall import Clocks, Hours, OnCall, Step, Team, When

WEEK = {day: ((time(9), time(13)), (time(14), time(17))) for day in range(5)}
MADRID = Hours("Europe/Madrid", WEEK, frozenset({date(2026, 12, 8)}))
FIRST = Step("duty phone", ("json://first",), timedelta(minutes=5), When.IN_HOURS)
NIGHT = Step("night", ("json://night",), when=When.OUT_OF_HOURS)
LEAD = Step("lead", ("json://lead",))
ONCALL = OnCall({"default": Team("default", (FIRST, NIGHT), MADRID), "other": Team("other", (LEAD,))}, LEAD)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in UTC; Madrid is one hour ahead in November, two in July."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "covered"),
    [
        (at(23, 7, 59), False),
        (at(23, 8), True),
        (at(23, 12), False),
        (at(23, 13), True),
        (at(23, 16), False),
        (at(28, 10), False),
        (at(6, 7, 30, month=7), True),
        (at(8, 10, month=12), False),
    ],
    ids=["before", "opens", "lunch", "after lunch", "closes", "Saturday", "summer time", "closed that day"],
)
def test_hours_are_those_of_the_clinics_own_clocks(moment: datetime, covered: bool) -> None:
    assert MADRID.cover(moment) is covered


def test_the_next_start_skips_the_night_the_weekend_and_closed_days() -> None:
    assert MADRID.next_start(at(23, 12, 30)) == at(23, 13)
    assert MADRID.next_start(at(27, 17)) == at(30, 8)
    assert MADRID.next_start(at(7, 17, month=12)) == at(9, 8, month=12)
    assert Hours("UTC", {}).next_start(at(23, 9)) is None


def test_a_working_day_ends_the_same_day_and_after_it_the_next_one() -> None:
    assert MADRID.end_of_working_day(at(23, 9)) == at(23, 16)
    assert MADRID.end_of_working_day(at(23, 2)) == at(23, 16)
    assert MADRID.end_of_working_day(at(27, 16)) == at(30, 16)


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (Severity.IMMINENT, at(28, 3, 15)),
        (Severity.ELEVATED, at(28, 4)),
        (Severity.MEDICAL, at(28, 4)),
        (Severity.NEEDS_HUMAN, at(28, 4)),
        (Severity.WATCH, at(30, 16)),
        (Severity.TEAM_QUESTION, at(30, 16)),
    ],
)
def test_the_default_clocks_run_day_and_night_for_danger_and_to_the_end_of_the_working_day_for_the_rest(
    severity: Severity, due: datetime
) -> None:
    assert Clocks().due(severity, at(28, 3), MADRID) == due


def test_without_known_hours_a_working_day_is_eight_hours() -> None:
    assert Clocks().due(Severity.WATCH, at(23, 9), None) == at(23, 17)


def test_steps_count_at_their_hours_and_the_fallback_always_comes_last() -> None:
    day, night = at(23, 9), at(23, 22)

    assert ONCALL.step_after("default", 0, day) == (1, FIRST)
    assert ONCALL.step_after("default", 1, day) == (3, LEAD)
    assert ONCALL.step_after("default", 0, night) == (2, NIGHT)
    assert ONCALL.step_after("default", 3, night) is None


def test_a_team_that_is_not_named_has_the_default_chain() -> None:
    assert ONCALL.step_after("elsewhere", 0, at(23, 9)) == (1, FIRST)
    assert ONCALL.step_after("other", 0, at(23, 9)) == (1, LEAD)


def test_silence_lasts_as_long_as_the_step_says_or_else_as_the_clock_of_the_severity() -> None:
    told = at(23, 9)

    assert ONCALL.silent_at("default", 1, Severity.IMMINENT, told) == at(23, 9, 5)
    assert ONCALL.silent_at("default", 3, Severity.IMMINENT, told) == at(23, 9, 15)
    assert ONCALL.silent_at("default", 9, Severity.ELEVATED, told) == at(23, 10)


def test_the_fingerprint_changes_with_whom_where_and_in_which_order() -> None:
    one = OnCall.of_urls(("json://a", "json://b"))

    assert one.fingerprint == OnCall.of_urls(("json://a", "json://b")).fingerprint
    assert one.fingerprint != OnCall.of_urls(("json://b", "json://a")).fingerprint
    assert one.fingerprint != replace(one, fallback=LEAD).fingerprint
    at_night = Team("default", (replace(one.teams["default"].steps[0], when=When.OUT_OF_HOURS),))
    assert one.fingerprint != OnCall({"default": at_night}).fingerprint
    assert len(one.fingerprint) == 64
