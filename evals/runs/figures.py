"""The rows of one suite added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from evals.measuring.rates import Rate, rate
from evals.measuring.seen import AS_WRITTEN
from evals.runs.curve import curve
from evals.runs.numbers import numbers
from evals.runs.record import CaseRow, SuiteRow
from evals.suites.suite import Suite


def added_up(
    suite: Suite, split: str, rows: Sequence[CaseRow], of: int, seconds: float, found: Mapping[str, str]
) -> SuiteRow:
    """Every figure of the suite; `found` is by case id what the confusion matrix counts."""
    return SuiteRow(
        suite=suite.name,
        split=split,
        title=suite.title,
        cases=len(rows),
        of=of,
        ideas=len({row.idea for row in rows}),
        errors=sum(bool(row.error) for row in rows),
        seconds=round(seconds, 1),
        data_sha256=suite.fingerprint(split),
        failed_rails=tuple(dict.fromkeys(name for row in rows for name in _failed(row.seen))),
        rates=_rates(suite, rows),
        groups=_groups(suite, rows),
        matrix=_matrix(suite, rows, found),
        curve=curve(rows) if suite.expected == "tier" else (),
        numbers=numbers(rows),
    )


def _rates(suite: Suite, rows: Sequence[CaseRow]) -> dict[str, Rate]:
    marked = [row.marked for row in rows]
    every = {measure.key: rate(marked, measure.key) for measure in suite.measures}
    return {key: one for key, one in every.items() if one.n or one.undecided}


def _groups(suite: Suite, rows: Sequence[CaseRow]) -> dict[str, dict[str, dict[str, Rate]]]:
    found: dict[str, dict[str, dict[str, Rate]]] = {}
    for name in suite.groupings:
        members: dict[str, list[CaseRow]] = defaultdict(list)
        for row in rows:
            for value in row.groups.get(name, ()):
                members[value].append(row)
        if members:
            found[name] = {value: _rates(suite, members[value]) for value in sorted(members)}
    return found


def _matrix(suite: Suite, rows: Sequence[CaseRow], found: Mapping[str, str]) -> dict[str, dict[str, int]]:
    if not suite.expected:
        return {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.id in found:
            counts[row.groups[suite.expected][0]][found[row.id]] += 1
    return {label: dict(sorted(counts[label].items())) for label in sorted(counts)}


def _failed(seen: Mapping[str, Any]) -> list[str]:
    return [name for turn in seen.values() for name in turn.get("failed", ())]


def as_written(row: CaseRow) -> Mapping[str, Any]:
    """The turn in which the case was put unchanged, or its last turn; empty when the target gave nothing."""
    return row.seen.get(AS_WRITTEN) or next(reversed(list(row.seen.values())), {})
