"""Judges a recipe on cases whose idea the fit has not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.safety.cases import Case
from evals.training.features import Floats, Pieces
from evals.training.kernel import Recipe, Rows, kernel, letters, solve, toward
from evals.training.labels import targets

FOLDS = 5


def fold_of(idea: str, folds: int = FOLDS) -> int:
    """The fold of an idea, the same for all its wordings and on every machine."""
    return int.from_bytes(hashlib.sha256(idea.encode()).digest()[:4], "big") % folds


def folds_of(cases: Sequence[Case], folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each case."""
    return np.array([fold_of(case.idea, folds) for case in cases], dtype=np.int64)


def rows_of(pieces: Pieces, recipe: Recipe, centers: tuple[Floats, Floats]) -> Rows:
    """The rows of all pieces as the recipe compares them."""
    inner, final = (toward(v, c) for v, c in zip((pieces.inner, pieces.final), centers, strict=True))
    return Rows(inner, final, letters(pieces.texts, recipe.buckets))


def centers_of(pieces: Pieces) -> tuple[Floats, Floats]:
    """The mean inner and final vector of the rows that are fitted on, in single precision."""
    inner, final = (v[pieces.learnt].mean(axis=0) for v in (pieces.inner, pieces.final))
    return inner.astype(np.float32).astype(np.float64), final.astype(np.float32).astype(np.float64)


def crossed(pieces: Pieces, recipe: Recipe) -> Floats:
    """The outputs for each piece, by a fit without its idea."""
    rows = rows_of(pieces, recipe, centers_of(pieces))
    wanted = targets(pieces.cases)
    held = folds_of(pieces.cases)
    found = np.zeros((len(pieces.texts), wanted.shape[1]))
    for fold in range(FOLDS):
        fitted = pieces.learnt & pieces.chosen(held != fold)
        asked = pieces.chosen(held == fold)
        weights = solve(rows[fitted], wanted[pieces.message[fitted]], recipe)
        found[asked] = kernel(rows[asked], rows[fitted], recipe) @ weights
    return found
