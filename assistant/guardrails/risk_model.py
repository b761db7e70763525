"""What the classifier rail asks of its trained model; the arithmetic is a vendor's and lives in an adapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.scoring import PieceScores, Thresholds


class RiskModel(Protocol):
    """A trained model that judges texts."""

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on a score counts. Raises ModelUnavailable like `scores`."""
        ...

    def prepare(self) -> None:
        """Open all that a text may need, so that nobody waits for it later. Raises ModelUnavailable like `scores`."""
        ...

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """One set of probabilities for each text of a message, in order, from one batched call; () for none.

        Of very many texts a model may read only those closely that weigh most.
        Raises ModelUnavailable when the model's files are missing, changed or damaged.
        """
        ...
