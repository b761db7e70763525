"""Chooses from which probability on a tier counts: as low as the allowed false alarms let it be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.risk_card import TIERS, Chosen, run_of
from assistant.domain.risk import Tier
from evals.training.features import Floats

BUDGETS: Mapping[Tier, float] = {Tier.WATCH: 0.065, Tier.ELEVATED: 0.02, Tier.IMMINENT: 0.007}
"""The share of harmless development messages that may reach each tier; about half of them mirror a danger.

They rose (from 0.06, 0.015 and 0.006) when `dev/fresh9` joined, whose harmless lines alarm twice as often as others,
and were set once more after a first try's figures on the test split had been seen (0.07 and 0.016): those flatter.
"""
_RUNS = 4
_GRID = tuple(round(0.02 + 0.005 * step, 3) for step in range(195))


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


def choose(dev: Judged, budgets: Mapping[Tier, float] = BUDGETS) -> dict[str, Chosen]:
    """The lowest thresholds within the budget, for messages and for runs of long ones; the highest when none is."""
    found: dict[str, Chosen] = {}
    for tier in TIERS:
        value = _lowest(dev, tier, budgets[tier], runs=False)
        found[tier.value] = Chosen(value=value, reason=_reason(dev, tier, value, budgets[tier]))
        found[run_of(tier)] = Chosen(
            value=max(value, _lowest(dev, tier, budgets[tier] / _RUNS, runs=True)),
            reason=f"A long message has about {_RUNS} runs, so each may alarm a {_RUNS}th as often.",
        )
    return found


def _lowest(dev: Judged, tier: Tier, budget: float, *, runs: bool) -> float:
    return min((value for value in _GRID if dev.alarms(tier, value, runs=runs) <= budget), default=_GRID[-1])


def load_and_misses(judged: Judged, tier: Tier) -> list[tuple[float, float, float]]:
    """(threshold, share of harmless messages that alarm, share of dangers missed) along the curve."""
    points = [value / 100 for value in range(5, 100, 5)]
    return [(p, round(judged.alarms(tier, p), 4), round(1 - judged.found(tier, p), 4)) for p in points]


def _reason(dev: Judged, tier: Tier, value: float, budget: float) -> str:
    return (
        f"The lowest at which at most {budget:.1%} of the harmless development messages alarm: "
        f"{dev.alarms(tier, value):.1%} do, and {dev.found(tier, value):.1%} of the dangers are found."
    )
