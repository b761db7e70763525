"""Failed alerts come back later and later, and end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.escalation.backoff import Backoff
from tests.fakes.clock import START


def _wait(backoff: Backoff, tried: int, chance: float | None = 0.5) -> float:
    due = backoff.next_due(tried, START, chance)
    assert due is not None
    return (due - START).total_seconds()


def test_waits_double_until_the_longest() -> None:
    backoff = Backoff(first=timedelta(seconds=1), longest=timedelta(seconds=5), tries=9)

    assert [_wait(backoff, tried) for tried in range(1, 6)] == [1, 2, 4, 5, 5]


def test_the_last_try_is_the_last() -> None:
    backoff = Backoff(tries=3)

    assert backoff.next_due(2, START) is not None
    assert backoff.next_due(3, START) is None
    assert backoff.next_due(4, START) is None


@pytest.mark.parametrize(("chance", "expected"), [(0.0, 75.0), (0.5, 100.0), (1.0, 125.0)])
def test_jitter_moves_the_wait_by_at_most_its_share(chance: float, expected: float) -> None:
    backoff = Backoff(first=timedelta(seconds=100), jitter=0.25)

    assert _wait(backoff, 1, chance) == expected


def test_drawn_waits_differ() -> None:
    assert len({_wait(Backoff(), 1, None) for _ in range(20)}) > 1


def test_thousands_of_tries_do_not_overflow() -> None:
    assert _wait(Backoff(tries=10_000), 9_999) == Backoff().longest.total_seconds()


def test_all_tries_of_the_default_spread_over_about_three_quarters_of_an_hour() -> None:
    total = sum(_wait(Backoff(), tried) for tried in range(1, Backoff().tries))

    assert 40 * 60 < total < 55 * 60
