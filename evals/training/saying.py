"""What encoder and n-grams say of texts, and the curves that join them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.adapters.ngram_head import NgramHead
from assistant.adapters.risk_card import HEADS, sources
from evals.training.calibration import curve
from evals.training.exporting import outputs
from evals.training.features import Floats, Pieces
from evals.training.labels import relevant, targets
from evals.training.recipe import Recipe


class Saying:
    """Texts in; for each head what its curve joins, (texts, sources), out."""

    def __init__(self, graph: bytes, ngrams: bytes, recipe: Recipe) -> None:
        self._graph, self._ngrams, self._recipe = graph, ngrams, recipe

    def __call__(self, texts: Sequence[str]) -> list[Floats]:
        """By the code that serves."""
        read = list(zip(outputs(self._graph, texts, self._recipe).tolist(), self._wordings(texts), strict=True))
        return [np.array([sources(head, *both) for both in read], dtype=np.float64) for head in HEADS]

    def _wordings(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "ngrams.npz"
            path.write_bytes(self._ngrams)
            return NgramHead(path, len(HEADS)).rows(texts)


def fitted_curves(pieces: Pieces, said: Sequence[Floats], heads: Sequence[str]) -> list[tuple[float, ...]]:
    """The curve of each of those outputs, on the whole messages for which it means something."""
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    wanted = targets(cases)
    found = []
    for head in heads:
        column, kept = HEADS.index(head), relevant(cases, head)
        found.append(curve(said[column][pieces.whole][kept], wanted[kept, column]))
    return found
