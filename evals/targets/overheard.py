"""The classifier's model with an ear on it: what probability of danger it gave, also below its threshold."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.risk import Tier
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.guardrails.risk_model import RiskModel


class Overheard:
    """Passes everything on to a RiskModel and keeps the highest probability of at least `elevated`."""

    def __init__(self, model: RiskModel) -> None:
        self._model = model
        self.highest: float | None = None

    @property
    def thresholds(self) -> Thresholds:
        """Those of the model."""
        return self._model.thresholds

    def prepare(self) -> None:
        """Open the model."""
        self._model.prepare()

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """Those of the model."""
        found = self._model.scores(texts)
        for one in found:
            self.highest = max(self.highest or 0.0, one.tiers[Tier.ELEVATED])
        return found

    def forget(self) -> None:
        """Nothing has been heard yet."""
        self.highest = None
