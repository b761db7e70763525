"""Turns outputs into probabilities: a logistic curve fitted to outputs on cases that the fit has not seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evals.training.features import Floats

_STEPS = 100
_ENOUGH = 1e-12


def curve(outputs: Floats, holds: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of Platt's curve, by Newton's method; (1, 0) where only one answer was seen."""
    positives, negatives = int(holds.sum()), int((~holds).sum())
    if not positives or not negatives:
        return 1.0, 0.0
    # Platt's softened targets: no finite sample proves a probability of 0 or 1.
    wanted = np.where(holds, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.stack([outputs, np.ones_like(outputs)], axis=1)
    found = np.array([1.0, np.log((positives + 1) / (negatives + 1))])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(design @ found, -50, 50)))
        slope = design.T @ (said - wanted)
        bend = (design * (said * (1 - said))[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        length = float(np.abs(step).max())
        found = found - step * min(1.0, 2.0 / max(length, 1e-300))
        if length < _ENOUGH:
            break
    return max(float(found[0]), 1e-6), float(found[1])


def probabilities(outputs: Floats, curves: list[tuple[float, float]]) -> Floats:
    """Each column of outputs through its own curve."""
    slopes, offsets = np.array(curves).T
    found: Floats = 1 / (1 + np.exp(-np.clip(outputs * slopes + offsets, -50, 50)))
    return found
