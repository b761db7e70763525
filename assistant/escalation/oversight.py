"""Counts what the alerts cost and what they were worth; pure functions over de-identified facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median, quantiles

from assistant.domain.cases import Outcome, Severity
from assistant.domain.oversight import CaseFact, MonthlyCount, RulePrecision, Waiting, WeekOfAlerts
from assistant.domain.proportion import Proportion

SMALL = 5
"""Counts from 1 to 4 could point at somebody and are not told."""
RIGHT = (Outcome.TRUE_CRISIS, Outcome.ALREADY_KNOWN)
"""The danger was there, whether or not the clinic knew of it."""
_NINETIETH = 8


def weekly_load(facts: Iterable[CaseFact], patients: int) -> tuple[WeekOfAlerts, ...]:
    """Cases and alerts of each week and severity that had any, oldest week first; rates are 0 without patients."""
    cases: Counter[tuple[date, Severity]] = Counter()
    alerts: Counter[tuple[date, Severity]] = Counter()
    for fact in facts:
        key = _monday(fact.opened_at), fact.severity
        cases[key] += 1
        alerts[key] += fact.alerts
    per_100 = 100 / patients if patients else 0.0
    return tuple(
        WeekOfAlerts(*key, cases[key], alerts[key], cases[key] * per_100, alerts[key] * per_100)
        for key in sorted(cases, key=lambda key: (key[0], key[1].rank))
    )


def time_to_claim(facts: Iterable[CaseFact]) -> tuple[Waiting, ...]:
    """How long each severity waited until somebody took the case, strictest first."""
    return _waits(facts, lambda fact: fact.claimed_at)


def time_to_contact(facts: Iterable[CaseFact]) -> tuple[Waiting, ...]:
    """How long each severity waited until the patient was spoken to, strictest first."""
    return _waits(facts, lambda fact: fact.contacted_at)


def rule_precision(facts: Iterable[CaseFact]) -> tuple[RulePrecision, ...]:
    """Of the reviewed cases each rule was part of, in how many the danger was there; most often decided first."""
    outcomes: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for fact in facts:
        if fact.outcome is not None:
            for rule in fact.rules:
                outcomes[rule][fact.outcome] += 1
    found = []
    for rule, counted in outcomes.items():
        right = sum(counted[outcome] for outcome in RIGHT)
        decided = right + counted[Outcome.FALSE_ALARM]
        found.append(RulePrecision(rule, Proportion(right, decided), counted.total() - decided))
    return tuple(sorted(found, key=lambda one: (-one.right.n, one.rule)))


def monthly_counts(facts: Iterable[CaseFact]) -> tuple[MonthlyCount, ...]:
    """Counts of each month by severity, concern and outcome, with small cells suppressed.

    Where the cells of a measure add up to a number that could be known, a single suppressed cell could be worked out:
    the next smallest one is then suppressed with it. No totals are told.
    """
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for fact in facts:
        month = f"{fact.opened_at:%Y-%m}"
        cells[month, "severity"][fact.severity.value] += 1
        cells[month, "outcome"][fact.outcome.value if fact.outcome else "not_reviewed"] += 1
        for concern in fact.concerns:
            cells[month, "concern"][concern.value] += 1
    return tuple(
        MonthlyCount(month, measure, value, None if value in hidden else count)
        for (month, measure), counted in sorted(cells.items())
        for hidden in (_hidden(counted),)
        for value, count in sorted(counted.items())
    )


def _hidden(counted: Counter[str]) -> frozenset[str]:
    hidden = {value for value, count in counted.items() if count < SMALL}
    others = sorted((value for value in counted if value not in hidden), key=lambda value: (counted[value], value))
    return frozenset(hidden | set(others[:1])) if len(hidden) == 1 else frozenset(hidden)


def _waits(facts: Iterable[CaseFact], step: Callable[[CaseFact], datetime | None]) -> tuple[Waiting, ...]:
    minutes: dict[Severity, list[float]] = defaultdict(list)
    never: Counter[Severity] = Counter()
    for fact in facts:
        at = step(fact)
        if at is None:
            never[fact.severity] += 1
        else:
            minutes[fact.severity].append((at - fact.opened_at).total_seconds() / 60)
    severities = sorted({*minutes, *never}, key=lambda severity: severity.rank)
    return tuple(_waiting(severity, minutes[severity], never[severity]) for severity in severities)


def _waiting(severity: Severity, minutes: Sequence[float], never: int) -> Waiting:
    if not minutes:
        return Waiting(severity, 0, never, None, None)
    tenths = quantiles(minutes, n=10, method="inclusive") if len(minutes) > 1 else [minutes[0]] * (_NINETIETH + 1)
    return Waiting(severity, len(minutes), never, median(minutes), tenths[_NINETIETH])


def _monday(at: datetime) -> date:
    return (at - timedelta(days=at.weekday())).date()
