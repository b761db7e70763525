"""A run beside another one on the same cases, and beside other systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.measuring.rates import Marks, Paired, paired, rate
from evals.report.measures import measures_of
from evals.runs.record import CaseRow, RunRow
from evals.suites.registry import SUITES

Told = tuple[RunRow, Sequence[CaseRow]]
"""A run and its cases."""
CLEAR = 0.05
"""Below this p a difference is called one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in both runs."""

    suite: str
    split: str
    title: str
    before: str
    now: str
    pair: Paired
    better: bool | None
    """Whether the difference is clear and in the right direction; None when it is not clear."""


def changes(before: Told, now: Told) -> tuple[Change, ...]:
    """Every measure that both runs took on cases they share, the clearest differences first."""
    found = []
    for row in now[0].suites:
        old = before[0].suite(row.suite, row.split)
        if old is None:
            continue
        first, second = (_marks(cases, row.suite, row.split) for cases in (before[1], now[1]))
        for measure in measures_of(row.suite, row.rates):
            pair = paired(first, second, measure.key)
            if pair.n and measure.key in old.rates and measure.key in row.rates:
                gained = pair.only_second > pair.only_first
                better = (gained is measure.wanted) if pair.p < CLEAR else None
                rates = old.rates[measure.key].shown(), row.rates[measure.key].shown()
                found.append(Change(row.suite, row.split, measure.title, *rates, pair, better))
    return tuple(sorted(found, key=lambda change: (change.pair.p, change.suite)))


def _marks(cases: Sequence[CaseRow], suite: str, split: str) -> Mapping[str, Marks]:
    return {row.id: row.marks for row in cases if (row.suite, row.split) == (suite, split)}


SHARED = (
    ("crisis", "found"),
    ("crisis", "help_offered"),
    ("crisis", "false_alarm"),
    ("red_flags", "found"),
    ("red_flags", "help_offered"),
    ("dosing", "refused"),
    ("dosing", "no_dosing"),
    ("dosing", "answered_right"),
    ("refusals", "refused"),
    ("groundedness", "supported"),
    ("groundedness", "numbers"),
    ("groundedness", "cited"),
    ("abstention", "answered"),
    ("abstention", "silent"),
    ("wording", "ai_disclosed"),
    ("wording", "readable"),
    ("conversation", "found"),
    ("conversation", "help_offered"),
    ("conversation", "human_told"),
)
"""What can be told of any system from its texts alone."""


def beside(ours: Told, others: Sequence[Told]) -> list[dict[str, str]]:
    """A row for each shared measure: every system's rate, by target, over the cases that all of them were given.

    A system that was given nothing of a suite takes no case from the others, and has a dash.
    """
    rows = []
    for suite, key in SHARED:
        title = next(measure.title for measure in SUITES[suite].measures if measure.key == key)
        given = {run.target: {(c.id, c.split): c for c in cases if c.suite == suite} for run, cases in (ours, *others)}
        both = [set(found) for found in given.values() if found]
        shared = set.intersection(*both) if len(both) > 1 else set()
        row = {
            name: rate([case.marked for place, case in found.items() if place in shared], key).shown()
            for name, found in given.items()
        }
        if any(value != "–" for value in row.values()):
            rows.append({"suite": suite, "measure": title, **row})
    return rows
