"""What encoders and n-grams say of texts, and the curves that join them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.ngram_head import NgramHead
from assistant.adapters.risk_card import ASKING, HEADS, sources
from evals.training.calibration import curve, probabilities
from evals.training.exporting import outputs
from evals.training.features import Floats, Pieces
from evals.training.labels import relevant, targets
from evals.training.recipe import Recipe
from evals.training.shipping import Encoder

_ASKING = [HEADS.index(head) for head in ASKING]

Curves = list[tuple[float, ...]]
Said = tuple[Floats, ...]
"""What each reader said, (texts, heads) each: the encoder, the n-grams, and the second encoder where there is one."""


class Saying:
    """Texts in, what each reader says of them out, by the code that serves; a text that was read is not read again."""

    def __init__(self, encoders: Sequence[tuple[Encoder, Recipe]], ngrams: bytes) -> None:
        self._encoders, self._ngrams = encoders, ngrams
        self._known: dict[str, tuple[tuple[float, ...], ...]] = {}

    def __call__(self, texts: Sequence[str]) -> Said:
        """One row a text for each reader, in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            first, *more = [outputs(encoder, new, recipe).tolist() for encoder, recipe in self._encoders]
            read = zip(first, self._wordings(new), *more, strict=True)
            self._known |= zip(new, (tuple(map(tuple, one)) for one in read), strict=True)
        found = [self._known[text] for text in texts]
        return tuple(np.array(one, dtype=np.float64) for one in zip(*found, strict=True))

    def _wordings(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "ngrams.npz"
            path.write_bytes(self._ngrams)
            return NgramHead(path, len(HEADS)).rows(texts)


def joined(said: Said) -> list[Floats]:
    """For each head what its curve joins, (texts, sources)."""
    rows = list(zip(*(reader.tolist() for reader in said), strict=True))
    return [np.array([sources(head, *row) for row in rows], dtype=np.float64) for head in HEADS]


def fitted_curves(pieces: Pieces, said: Said, heads: Sequence[str]) -> Curves:
    """The curve of each of those outputs, on the whole messages for which it means something."""
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    wanted, columns = targets(cases), joined(said)
    found = []
    for head in heads:
        column, kept = HEADS.index(head), relevant(cases, head)
        found.append(curve(columns[column][pieces.whole][kept], wanted[kept, column]))
    return found


@dataclass(frozen=True, slots=True)
class Stages:
    """The curves of the first stage, and of all readers together for what it doubts."""

    first: Curves
    both: Curves | None
    asked_from: float

    def alone(self, said: Said) -> Floats:
        """The first stage's probabilities of each text, (texts, heads)."""
        return probabilities(joined(said[:2]), self.first)

    def doubted(self, said: Said) -> NDArray[np.bool_]:
        """The texts that the second encoder would read."""
        return np.asarray((self.alone(said)[:, _ASKING] >= self.asked_from).any(axis=1), dtype=np.bool_)

    def probabilities(self, said: Said) -> Floats:
        """Those that are served, (texts, heads)."""
        found = self.alone(said)
        if self.both is None:
            return found
        return np.where(self.doubted(said)[:, None], probabilities(joined(said), self.both), found)
