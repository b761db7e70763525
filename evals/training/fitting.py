"""The final fit: from training cases to the arrays that ship."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.adapters.kernel_risk_model import raw_scores
from assistant.adapters.risk_card import HEADS
from evals.training.calibration import curve
from evals.training.features import Floats, Pieces
from evals.training.folds import centers_of, rows_of
from evals.training.kernel import Recipe, solve
from evals.training.labels import relevant, targets


def fit(pieces: Pieces, recipe: Recipe, outputs: Floats) -> dict[str, Any]:
    """The parameters by name; `outputs` are the cross-validated ones, on which the curves are fitted."""
    if recipe.final:
        raise ValueError("the rail reads inner vectors only; a recipe with final vectors is for comparison")
    wanted = targets(pieces.cases)
    rows = rows_of(pieces, recipe, centers_of(pieces))[pieces.learnt]
    weights = solve(rows, wanted[pieces.message[pieces.learnt]], recipe)
    curves = curves_of(pieces, outputs)
    return {
        "center": centers_of(pieces)[0].astype(np.float32),
        "landmarks": rows.inner.astype(np.float16),
        "landmark_weights": (recipe.inner * weights).astype(np.float32),
        "ngram_weights": (recipe.ngrams * (rows.letters.T @ weights)).astype(np.float16),
        "bias": weights.sum(axis=0).astype(np.float32),
        "slope": np.array([slope for slope, _ in curves], dtype=np.float32),
        "offset": np.array([offset for _, offset in curves], dtype=np.float32),
    }


def curves_of(pieces: Pieces, outputs: Floats) -> list[tuple[float, float]]:
    """The curve of each output, on the whole messages for which it means something."""
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    said, wanted = outputs[pieces.whole], targets(cases)
    found = []
    for column, head in enumerate(HEADS):
        kept = relevant(cases, head)
        found.append(curve(said[kept, column], wanted[kept, column] > 0))
    return found


def judged(parameters: dict[str, Any], recipe: Recipe, pieces: Pieces) -> Floats:
    """The outputs of the fitted parameters for each piece, by the code that serves."""
    loaded = {name: array.astype(np.float32) for name, array in parameters.items()}
    return raw_scores(loaded, recipe.gamma, pieces.inner.tolist(), pieces.texts).astype(np.float64)
