"""Figures of retrieval, each a pure function of rankings and labels."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evals.statistics import Interval, Proportion, wilson_interval

_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One answerable question's ranking and what was wanted; questions of one idea belong together."""

    idea: str
    ids: tuple[str, ...]
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % interval."""

    value: float
    interval: Interval


def recall(ranked: Sequence[str], wanted: Collection[str], most: int) -> float:
    """1.0 when any wanted id is among the first `most`, else 0.0."""
    return float(any(key in wanted for key in ranked[:most]))


def reciprocal_rank(ranked: Sequence[str], wanted: Collection[str]) -> float:
    """1 / rank of the first wanted id; 0.0 when there is none."""
    return next((1 / rank for rank, key in enumerate(ranked, 1) if key in wanted), 0.0)


def ndcg(ranked: Sequence[str], wanted: Collection[str], most: int) -> float:
    """Discounted gain of the wanted ids among the first `most`, over the best that was possible; 0.0 to 1.0."""
    gain = sum(1 / math.log2(rank + 1) for rank, key in enumerate(ranked[:most], 1) if key in wanted)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(wanted), most) + 1))
    return gain / best if best else 0.0


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95% interval of a proportion; (0, 1) for no cases."""
    if not total:
        return 0.0, 1.0
    found = wilson_interval(hits, total)
    return found.low, found.high


def share_found(rows: Sequence[Ranked], most: int) -> Proportion:
    """How many questions have a wanted passage among the first `most`."""
    return Proportion(sum(int(recall(row.ids, row.wanted, most)) for row in rows), len(rows))


def mean_of(values: Sequence[float], ideas: Sequence[str], seed: int = 1) -> Mean:
    """The mean, with an interval from drawing whole ideas again and again (seeded); of no values 0 with 0 to 1."""
    if not values:
        return Mean(0.0, Interval(0.0, 1.0))
    groups: dict[str, list[float]] = {}
    for value, idea in zip(values, ideas, strict=True):
        groups.setdefault(idea, []).append(value)
    sums = [(sum(members), len(members)) for members in groups.values()]
    drawn = random.Random(seed)  # noqa: S311 - a resampling, not a secret
    means = []
    for _ in range(_DRAWS):
        chosen = drawn.choices(sums, k=len(sums))
        means.append(sum(total for total, _ in chosen) / sum(count for _, count in chosen))
    means.sort()
    low, high = means[round(0.025 * _DRAWS)], means[round(0.975 * _DRAWS) - 1]
    return Mean(sum(values) / len(values), Interval(low, high))


def ahead(one: Sequence[Ranked], other: Sequence[Ranked], most: int) -> Mean:
    """How much more often `one` finds than `other` on the same questions: a difference of recall@`most`."""
    pairs = zip(one, other, strict=True)
    gains = [recall(a.ids, a.wanted, most) - recall(b.ids, b.wanted, most) for a, b in pairs]
    return mean_of(gains, [row.idea for row in one])


def silence(silent: Sequence[bool], answerable: Sequence[bool]) -> tuple[Proportion, Proportion]:
    """Precision and recall of abstention: silences that were right, and unanswerable questions met with silence."""
    right = sum(s and not a for s, a in zip(silent, answerable, strict=True))
    return Proportion(right, sum(silent)), Proportion(right, sum(not a for a in answerable))


def silence_curve(confidences: Sequence[float], answerable: Sequence[bool]) -> tuple[tuple[float, float, float], ...]:
    """(threshold, precision, recall) of abstention for every hundredth at which anything would be silent."""
    points = []
    for hundredth in range(1, 100):
        precision, found = silence([c < hundredth / 100 for c in confidences], answerable)
        if precision.rate is not None and found.rate is not None:
            points.append((hundredth / 100, precision.rate, found.rate))
    return tuple(points)
