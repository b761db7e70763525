"""Fits the linear heads over words and letters."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.adapters.ngram_head import ngrams
from assistant.adapters.risk_card import HEADS
from evals.safety.cases import Case
from evals.training.features import cut
from evals.training.labels import relevant, targets

LEAST = 2
"""Texts in which an n-gram must stand to count."""
STRENGTH = 10.0
"""Inverse of the penalty; of 2, 4 and 10 the best on the development split."""


def fitted(cases: Sequence[Case]) -> bytes:
    """The file of a NgramHead, fitted on the cases as they are written; the same cases give the same bytes."""
    pieces = cut(cases)
    kept = [cases[index] for index in pieces.message[pieces.whole]]
    held = [ngrams(text) for text, whole in zip(pieces.texts, pieces.whole, strict=True) if whole]
    counted = Counter(name for names in held for name in names)
    names = np.array(sorted(name for name, texts in counted.items() if texts >= LEAST), dtype=np.uint32)
    rarity = np.log((1 + len(held)) / (1 + np.array([counted[int(name)] for name in names]))) + 1
    rows = _rows(held, names, rarity)
    wanted = targets(kept)
    weights = np.zeros((len(names), len(HEADS)), dtype=np.float32)
    offsets = np.zeros(len(HEADS), dtype=np.float32)
    for column, head in enumerate(HEADS):
        meant = relevant(kept, head)
        if len(set(wanted[meant, column].tolist())) == 2:  # noqa: PLR2004 - one answer alone teaches nothing
            model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
            model.fit(rows[meant], wanted[meant, column])
            weights[:, column], offsets[column] = model.coef_[0], model.intercept_[0]
    return _stored(names, rarity, weights, offsets)


def _rows(held: Sequence[Sequence[int]], names: np.ndarray, rarity: np.ndarray) -> csr_matrix:
    place = {int(name): index for index, name in enumerate(names)}
    columns = [[place[name] for name in text if name in place] for text in held]
    starts = np.cumsum([0, *(len(text) for text in columns)])
    flat = np.array([column for text in columns for column in text], dtype=np.int32)
    counted = csr_matrix((rarity[flat], flat, starts), shape=(len(held), len(names)))
    lengths = np.sqrt(np.asarray(counted.multiply(counted).sum(axis=1)).ravel())
    return diags(1 / np.where(lengths > 0, lengths, 1.0)) @ counted


def _stored(names: np.ndarray, rarity: np.ndarray, weights: np.ndarray, offsets: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(
        file, names=names, rarity=rarity.astype(np.float16), weights=weights.astype(np.float16), offsets=offsets
    )
    return file.getvalue()
