"""Chooses from which probability on a tier counts: as low as the allowed false alarms let it be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.risk_card import TIERS, Chosen, run_of
from assistant.domain.risk import Tier
from evals.training.features import Floats

BUDGETS: Mapping[Tier, float] = {Tier.WATCH: 0.04, Tier.ELEVATED: 0.008, Tier.IMMINENT: 0.004}
"""The share of harmless messages that may score at or above the threshold; below the goals, for the other rails."""
_HARD = 2.0
"""Training cases are chosen for being hard, so among them this many times the share is borne."""
_RUNS = 4
_GRID = tuple(round(0.05 + 0.005 * step, 3) for step in range(187))


@dataclass(frozen=True, slots=True)
class Judged:
    """Pieces with their label and the probability of each tier or above, by a fit that has not seen them."""

    labels: tuple[Tier, ...]
    whole: NDArray[np.bool_]
    tiers: Floats

    def share(self, tier: Tier, threshold: float, wanted: Sequence[Tier], *, runs: bool = False) -> float:
        """How many messages (or, with `runs`, how many pieces) with a wanted label reach it; 0 when there are none."""
        kept = np.array([label in wanted for label in self.labels], dtype=np.bool_) & (self.whole | runs)
        if not kept.any():
            return 0.0
        return float((self.tiers[kept, TIERS.index(tier)] >= threshold).mean())

    def alarms(self, tier: Tier, threshold: float, *, runs: bool = False) -> float:
        """The share of the harmless that reaches it."""
        return self.share(tier, threshold, (Tier.NONE,), runs=runs)

    def found(self, tier: Tier, threshold: float) -> float:
        """The share of messages of at least that tier that reach it."""
        return self.share(tier, threshold, [t for t in TIERS if t.rank >= tier.rank])


def choose(dev: Judged, crossed: Judged, budgets: Mapping[Tier, float] = BUDGETS) -> dict[str, Chosen]:
    """The lowest thresholds within the budget on both, for messages and for runs of long ones; 0.98 when none is."""
    found: dict[str, Chosen] = {}
    for tier in TIERS:
        budget = budgets[tier]
        value = _lowest(dev, crossed, tier, budget, runs=False)
        found[tier.value] = Chosen(value=value, reason=_reason(dev, crossed, tier, value, budget))
        found[run_of(tier)] = Chosen(
            value=max(value, _lowest(dev, crossed, tier, budget / _RUNS, runs=True)),
            reason=f"A long message has about {_RUNS} runs, so each may alarm a {_RUNS}th as often.",
        )
    return found


def _lowest(dev: Judged, crossed: Judged, tier: Tier, budget: float, *, runs: bool) -> float:
    fitting = (
        value
        for value in _GRID
        if dev.alarms(tier, value, runs=runs) <= budget and crossed.alarms(tier, value, runs=runs) <= _HARD * budget
    )
    return min(fitting, default=_GRID[-1])


def load_and_misses(judged: Judged, tier: Tier) -> list[tuple[float, float, float]]:
    """(threshold, share of harmless cases that alarm, share of dangers missed) along the curve."""
    points = [value / 100 for value in (5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)]
    return [(p, round(judged.alarms(tier, p), 4), round(1 - judged.found(tier, p), 4)) for p in points]


def _reason(dev: Judged, crossed: Judged, tier: Tier, value: float, budget: float) -> str:
    return (
        f"The lowest at which at most {budget:.1%} of harmless development messages and {_HARD * budget:.1%} of the "
        f"harder training ones (cross-validated) alarm: {dev.alarms(tier, value):.1%} and "
        f"{crossed.alarms(tier, value):.1%}; it finds {dev.found(tier, value):.1%} and "
        f"{crossed.found(tier, value):.1%}."
    )
