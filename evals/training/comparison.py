"""The alternatives, each judged by the same cross-validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assistant.adapters.risk_card import TIERS
from assistant.domain.risk import Tier
from evals.training.features import Floats, Pieces
from evals.training.folds import crossed
from evals.training.kernel import Recipe

ALTERNATIVES: Mapping[str, Recipe] = {
    "final vectors (what retrieval uses)": Recipe(inner=0.0, final=1.0, ngrams=0.0),
    "letters and words": Recipe(inner=0.0, ngrams=1.0),
    "final vectors with letters": Recipe(inner=0.0, final=1.0),
    "inner vectors": Recipe(ngrams=0.0),
    "inner vectors with letters": Recipe(),
}


def compare(pieces: Pieces, recipe: Recipe) -> dict[str, dict[str, float]]:
    """What each alternative finds of watch and above at 5 %, and of elevated and above at 1 %, of false alarms."""
    found = {}
    for name, other in ALTERNATIVES.items():
        outputs = crossed(pieces, replace(other, ridge=recipe.ridge, buckets=recipe.buckets))
        found[name] = {
            "watch+ found at 5% false alarms": recall_at(pieces, outputs, Tier.WATCH, 0.05),
            "elevated+ found at 1% false alarms": recall_at(pieces, outputs, Tier.ELEVATED, 0.01),
        }
    return found


def recall_at(pieces: Pieces, outputs: Floats, tier: Tier, alarms: float) -> float:
    """The share of messages of at least the tier that score, as wholes, above all but that share of harmless ones."""
    column = outputs[pieces.whole, TIERS.index(tier)]
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    harmless = np.array([case.tier is Tier.NONE for case in cases])
    danger = np.array([case.tier.rank >= tier.rank for case in cases])
    return round(float((column[danger] > np.quantile(column[harmless], 1 - alarms)).mean()), 4)
