"""What the classifier rail asks of its fitted parameters; the arithmetic is a vendor's and lives in an adapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.reading import Piece
from assistant.domain.scoring import PieceScores, Thresholds


class RiskModel(Protocol):
    """Trained parameters that judge pieces of a message."""

    @property
    def fingerprint(self) -> str:
        """The embedding model whose inner vectors it can read. Raises ModelUnavailable like `scores`."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on a score counts. Raises ModelUnavailable like `scores`."""
        ...

    def scores(self, pieces: Sequence[Piece]) -> tuple[PieceScores, ...]:
        """One set of probabilities for each piece, in order; () for none.

        Raises ModelUnavailable when the parameters are missing, changed or of another embedding model.
        """
        ...
