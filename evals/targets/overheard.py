"""The classifier's model with an ear on it: what probability of danger it gave, also below its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from assistant.domain.risk import Tier
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.guardrails.risk_model import RiskModel


@dataclass(slots=True)
class _Heard:
    highest: float | None = None


_HEARD: ContextVar[_Heard | None] = ContextVar("heard", default=None)


class Overheard:
    """Passes everything on to a RiskModel and keeps the highest probability of at least `elevated`.

    Cases that run beside each other each hear their own: rails read in threads that carry the context of the caller.
    """

    def __init__(self, model: RiskModel) -> None:
        self._model = model

    @property
    def highest(self) -> float | None:
        """What was heard in this context since `forget`; None for nothing."""
        heard = _HEARD.get()
        return heard.highest if heard else None

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
        heard = _HEARD.get()
        if heard:
            said = (one.tiers[Tier.ELEVATED] for one in found)
            heard.highest = max((heard.highest or 0.0, *said)) if found else heard.highest
        return found

    def forget(self) -> None:
        """Nothing has been heard yet in this context."""
        _HEARD.set(_Heard())
