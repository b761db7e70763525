"""Turns outputs into probabilities: a logistic curve fitted to outputs on cases that the fit has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.training.features import Floats

_STEPS = 100
_ENOUGH = 1e-12


def curve(outputs: Floats, holds: NDArray[np.bool_]) -> tuple[float, ...]:
    """A slope for each column of outputs and an offset; 1 first, else 0, for one answer only.

    `outputs` is (texts, sources). A source that would count backwards is left out: being sure says nothing against.
    """
    slopes = [0.0] * outputs.shape[1]
    kept = list(range(outputs.shape[1]))
    while True:
        *found, offset = _fitted(outputs[:, kept], holds)
        backwards = [column for column, slope in zip(kept, found, strict=True) if slope < 0]
        if not backwards:
            break
        kept = [column for column in kept if column not in backwards]
    for column, slope in zip(kept, found, strict=True):
        slopes[column] = slope
    return (*slopes, offset)


def _fitted(outputs: Floats, holds: NDArray[np.bool_]) -> tuple[float, ...]:
    """Platt's curve of several sources by Newton's method."""
    positives, negatives = int(holds.sum()), int((~holds).sum())
    sources = outputs.shape[1]
    if not positives or not negatives:
        return (*(1.0, *(0.0,) * sources)[:sources], 0.0)
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
    return tuple(float(value) for value in found)


def probabilities(outputs: Sequence[Floats], curves: Sequence[Sequence[float]]) -> Floats:
    """Each head's outputs, (texts, sources), through its own curve: (texts, heads)."""
    bent = [said @ np.array(one[:-1]) + one[-1] for said, one in zip(outputs, curves, strict=True)]
    found: Floats = 1 / (1 + np.exp(-np.clip(np.stack(bent, axis=1), -50, 50)))
    return found
