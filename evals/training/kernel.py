"""Fits the kernel machine: one exact solution for all outputs, without chance or iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from assistant.adapters.hashed_ngrams import places
from evals.training.features import Floats


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a row is compared by, and how strongly the fit is held back."""

    gamma: float = 1.0
    buckets: int = 2**15
    inner: float = 1.0
    final: float = 0.0
    ngrams: float = 1.0
    ridge: float = 1.0


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of each row: two directions and its hashed letters."""

    inner: Floats
    final: Floats
    letters: Any
    """A sparse matrix of one row each, length 1."""

    def __getitem__(self, chosen: Any) -> Rows:
        return Rows(self.inner[chosen], self.final[chosen], self.letters[chosen])


def letters(texts: tuple[str, ...], buckets: int) -> Any:
    """The hashed letters and words of each text as a sparse row of length 1."""
    columns = [places(text, buckets) for text in texts]
    indptr = np.cumsum([0, *(len(found) for found in columns)])
    values = np.concatenate([np.full(len(found), 1 / np.sqrt(max(1, len(found)))) for found in columns])
    flat = np.concatenate([np.array(found, dtype=np.int64) for found in columns])
    return csr_matrix((values, flat, indptr), shape=(len(texts), buckets))


def toward(vectors: Floats, center: Floats) -> Floats:
    """Directions from the centre, in the half precision in which they ship."""
    seen = vectors - center
    unit = seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    return np.asarray(unit.astype(np.float16), dtype=np.float64)


def kernel(one: Rows, other: Rows, recipe: Recipe) -> Floats:
    """How alike the rows are, with 1 added for the constant."""
    total: Floats = np.ones((len(one.inner), len(other.inner)))
    if recipe.inner:
        total += recipe.inner * np.exp(-2 * recipe.gamma * (1 - one.inner @ other.inner.T))
    if recipe.final:
        total += recipe.final * np.exp(-2 * recipe.gamma * (1 - one.final @ other.final.T))
    if recipe.ngrams:
        total += recipe.ngrams * (one.letters @ other.letters.T).toarray()
    return total


def solve(rows: Rows, wanted: Floats, recipe: Recipe) -> Floats:
    """The weight of each row for each output (kernel ridge regression)."""
    matrix = kernel(rows, rows, recipe)
    matrix[np.diag_indices_from(matrix)] += recipe.ridge
    return np.asarray(np.linalg.solve(matrix, wanted), dtype=np.float64)
