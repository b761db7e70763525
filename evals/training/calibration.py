"""Turns outputs into probabilities: a logistic curve fitted to outputs on cases that the fit has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.training.features import Floats

_STEPS = 100
_ENOUGH = 1e-12


def curve(outputs: Floats, holds: NDArray[np.bool_]) -> tuple[float, ...]:
    """A slope for each column of outputs and an offset, by Newton's method; 1 first, else 0, for one answer only.

    `outputs` is (texts, sources); no slope is negative, because a source that is sure says nothing against.
    """
    positives, negatives = int(holds.sum()), int((~holds).sum())
    sources = outputs.shape[1]
    if not positives or not negatives:
        return (1.0, *(0.0,) * sources)
    # Platt's softened targets: no finite sample proves a probability of 0 or 1.
    wanted = np.where(holds, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.column_stack([outputs, np.ones(len(outputs))])
    found = np.array([*(1.0,) * sources, np.log((positives + 1) / (negatives + 1))])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(design @ found, -50, 50)))
        slope = design.T @ (said - wanted)
        bend = (design * (said * (1 - said))[:, None]).T @ design + 1e-9 * np.eye(sources + 1)
        step = np.linalg.solve(bend, slope)
        length = float(np.abs(step).max())
        found = found - step * min(1.0, 2.0 / max(length, 1e-300))
        if length < _ENOUGH:
            break
    return (*(max(float(value), 1e-6) for value in found[:-1]), float(found[-1]))


def probabilities(outputs: Floats, curves: Sequence[Sequence[float]]) -> Floats:
    """Each head's outputs, (texts, heads, sources), through its own curve."""
    slopes = np.array([one[:-1] for one in curves])
    offsets = np.array([one[-1] for one in curves])
    found: Floats = 1 / (1 + np.exp(-np.clip((outputs * slopes).sum(-1) + offsets, -50, 50)))
    return found
