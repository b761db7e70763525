"""The numbers of the oversight page, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.cases import Outcome, Severity
from assistant.domain.oversight import CaseFact, MonthlyCount, Waiting
from assistant.domain.proportion import Proportion
from assistant.domain.risk import Concern
from assistant.escalation.oversight import (
    monthly_counts,
    rule_precision,
    time_to_claim,
    time_to_contact,
    weekly_load,
)

SUNDAY = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def fact(
    severity: Severity = Severity.ELEVATED,
    at: datetime = MONDAY,
    claimed: float | None = None,
    contacted: float | None = None,
    outcome: Outcome | None = None,
    rules: tuple[str, ...] = (),
    alerts: int = 0,
    concerns: tuple[Concern, ...] = (),
) -> CaseFact:
    def after(minutes: float | None) -> datetime | None:
        return None if minutes is None else at + timedelta(minutes=minutes)

    return CaseFact(at, severity, concerns, rules, alerts, after(claimed), after(contacted), outcome)


def test_the_load_is_counted_per_week_from_monday_and_severity_for_each_100_patients() -> None:
    facts = [fact(at=SUNDAY, alerts=2), fact(alerts=3), fact(alerts=0), fact(Severity.IMMINENT, alerts=1)]

    weeks = weekly_load(facts, patients=40)

    assert [(w.monday, w.severity, w.cases, w.alerts, w.cases_per_100, w.alerts_per_100) for w in weeks] == [
        (date(2026, 11, 16), Severity.ELEVATED, 1, 2, 2.5, 5.0),
        (date(2026, 11, 23), Severity.IMMINENT, 1, 1, 2.5, 2.5),
        (date(2026, 11, 23), Severity.ELEVATED, 2, 3, 5.0, 7.5),
    ]


def test_without_patients_the_rates_are_zero_and_the_counts_stay() -> None:
    (week,) = weekly_load([fact(alerts=1)], patients=0)

    assert (week.cases, week.cases_per_100, week.alerts_per_100) == (1, 0.0, 0.0)


def test_waits_are_the_median_and_the_ninetieth_percentile_of_those_who_had_the_step() -> None:
    facts = [fact(claimed=float(minutes)) for minutes in range(1, 12)] + [fact()]

    assert time_to_claim(facts) == (Waiting(Severity.ELEVATED, 11, 1, 6.0, 10.0),)


def test_a_single_wait_is_its_own_median_and_no_wait_has_none() -> None:
    facts = [fact(Severity.IMMINENT, contacted=7), fact(Severity.WATCH)]

    assert time_to_contact(facts) == (
        Waiting(Severity.IMMINENT, 1, 0, 7.0, 7.0),
        Waiting(Severity.WATCH, 0, 1, None, None),
    )


def test_a_rule_is_right_when_the_danger_was_there_and_undecided_cases_do_not_count() -> None:
    facts = [
        fact(rules=("crisis/a", "crisis/b"), outcome=Outcome.TRUE_CRISIS),
        fact(rules=("crisis/a",), outcome=Outcome.ALREADY_KNOWN),
        fact(rules=("crisis/a",), outcome=Outcome.FALSE_ALARM),
        fact(rules=("crisis/a",), outcome=Outcome.COULD_NOT_REACH),
        fact(rules=("crisis/a",), outcome=Outcome.NOT_APPLICABLE),
        fact(rules=("crisis/a", "never/reviewed")),
    ]

    first, second = rule_precision(facts)

    assert (first.rule, first.right, first.undecided) == ("crisis/a", Proportion(2, 3), 2)
    assert (second.rule, second.right, second.undecided) == ("crisis/b", Proportion(1, 1), 0)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_is_wilsons(successes: int, n: int, low: float, high: float) -> None:
    found = Proportion(successes, n).interval

    assert found == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_has_neither_rate_nor_interval() -> None:
    assert (Proportion(0, 0).rate, Proportion(0, 0).interval) == (None, None)


def test_months_are_counted_by_severity_outcome_and_concern_without_totals() -> None:
    facts = [fact(concerns=(Concern.SUICIDE,), outcome=Outcome.FALSE_ALARM)] * 7

    assert monthly_counts(facts) == (
        MonthlyCount("2026-11", "concern", "suicide", 7),
        MonthlyCount("2026-11", "outcome", "false_alarm", 7),
        MonthlyCount("2026-11", "severity", "elevated", 7),
    )


def test_small_cells_are_suppressed_and_never_one_alone() -> None:
    facts = [fact(Severity.IMMINENT)] * 2 + [fact(Severity.WATCH)] * 9 + [fact()] * 20

    told = {cell.value: cell.count for cell in monthly_counts(facts) if cell.measure == "severity"}

    assert told == {"imminent": None, "watch": None, "elevated": 20}


def test_two_small_cells_hide_each_other() -> None:
    facts = [fact(Severity.IMMINENT)] * 2 + [fact(Severity.WATCH)] * 4 + [fact()] * 20

    told = {cell.value: cell.count for cell in monthly_counts(facts) if cell.measure == "severity"}

    assert told == {"imminent": None, "watch": None, "elevated": 20}
