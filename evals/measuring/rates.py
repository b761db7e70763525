"""What marks add up to: a rate with its counts, its interval and what stayed undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain.rates import Paired, Rate
from evals.statistics import Interval, effective_n, wilson_interval_of

__all__ = [
    "Marked",
    "Marks",
    "Measure",
    "Paired",
    "Rate",
    "mcnemar",
    "paired",
    "rate",
    "rate_of",
    "rate_row",
]

Marks = Mapping[str, bool | None]
"""By measure: whether it hit; None where it could not be decided. A measure that does not count a case is absent."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A rate with a name; `wanted` is false of a false alarm."""

    key: str
    title: str
    wanted: bool = True
    grave: bool = False
    """Whether one miss of it is among the worst there are; such failures come first in reports."""
    lenient: bool = False
    """Whether it accepts a second reading of the label: told apart, and never alone a reason to call a case wrong."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One scored case: its idea, and its marks."""

    id: str
    idea: str
    marks: Marks


def rate(marked: Iterable[Marked], key: str) -> Rate:
    """The rate of one measure over the cases that it counts."""
    counted = [(one.idea, one.marks[key]) for one in marked if key in one.marks]
    decided = [(idea, hit) for idea, hit in counted if hit is not None]
    hits, n = sum(hit for _, hit in decided), len(decided)
    clusters: dict[str, list[bool]] = defaultdict(list)
    for idea, hit in decided:
        clusters[idea].append(hit)
    interval = wilson_interval_of(hits / n, effective_n(list(clusters.values()))) if n else Interval(0.0, 1.0)
    # Rounded, so that equal runs are equal files.
    return Rate(hits, n, len(counted) - n, len(clusters), round(interval.low, 6), round(interval.high, 6))


def paired(first: Mapping[str, Marks], second: Mapping[str, Marks], key: str) -> Paired:
    """The comparison of one measure over the cases, by id, that both runs decided."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for identity, marks in first.items():
        one, other = marks.get(key), second.get(identity, {}).get(key)
        if one is not None and other is not None:
            counts[one, other] += 1
    alone, other_alone = counts[True, False], counts[False, True]
    return Paired(counts[True, True], alone, other_alone, counts[False, False], mcnemar(alone, other_alone))


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided p of McNemar's test; 1.0 without discordant pairs."""
    n = only_first + only_second
    if n == 0:
        return 1.0
    ways = tail = 1
    for i in range(min(only_first, only_second)):
        ways = ways * (n - i) // (i + 1)
        tail += ways
    # Whole numbers divided by each other: as floats they overflow from 1,024 discordant pairs on.
    return min(1.0, 2 * tail / (1 << n))


def rate_row(found: Rate) -> dict[str, Any]:
    """The rate as plain values."""
    return {
        "hits": found.hits,
        "n": found.n,
        "undecided": found.undecided,
        "ideas": found.ideas,
        "low": found.low,
        "high": found.high,
    }


def rate_of(row: Mapping[str, Any]) -> Rate:
    """The rate again. Raises KeyError or TypeError for anything else."""
    return Rate(**{name: row[name] for name in ("hits", "n", "undecided", "ideas", "low", "high")})
