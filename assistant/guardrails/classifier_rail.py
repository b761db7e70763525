"""Finds danger that no pattern names, by parameters fitted on the project's own cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Piece, Reading
from assistant.domain.risk import Concern, Signal, Subject, Tier
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.guardrails.risk_model import RiskModel

_TIERS = (Tier.IMMINENT, Tier.ELEVATED, Tier.WATCH)


@dataclass(frozen=True, slots=True)
class ClassifierRail:
    """An input rail over the inner vectors and the letters of each piece of a message."""

    name: str
    model: RiskModel
    embedding: Callable[[], str]
    """The fingerprint of the model that made the vectors; asked for only when a message is read."""
    needs_model: bool = True

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """The strictest signal of each concern, with the words of the piece that scored highest; () for nothing.

        Raises ModelUnavailable when the parameters are missing or belong to another embedding model.
        """
        fitted = self.model.fingerprint
        if fitted != self.embedding():
            raise ModelUnavailable(
                f"The classifier's parameters belong to the embedding model {fitted[:12]}, which is not the one in "
                "use: unset KAP_EMBEDDING_MODEL, or fit them again with `kap rails train`."
            )
        pieces = reading.vectors().pieces
        thresholds = self.model.thresholds
        strictest: dict[Concern, Signal] = {}
        for number, (piece, scores) in enumerate(zip(pieces, self.model.scores(pieces), strict=True)):
            least = thresholds.runs if number else thresholds.tiers
            tier = next((tier for tier in _TIERS if scores.tiers[tier] >= least[tier]), None)
            for signal in self._signals(reading, piece, scores, thresholds, tier) if tier else ():
                known = strictest.get(signal.concern) if signal.concern else None
                if signal.concern and (known is None or _weight(signal) > _weight(known)):
                    strictest[signal.concern] = signal
        return tuple(sorted(strictest.values(), key=lambda signal: signal.span.start))

    def _signals(
        self, reading: Reading, piece: Piece, scores: PieceScores, thresholds: Thresholds, tier: Tier
    ) -> tuple[Signal, ...]:
        span = reading.normal.span(piece.start, piece.end)
        subject = Subject.OTHER if scores.other >= thresholds.other else Subject.SELF
        staff = "staff" if scores.staff >= thresholds.staff else ""
        return tuple(
            Signal(
                rail=self.name,
                rule=f"{self.name}.{concern.value}.{tier.value}",
                span=span,
                excerpt=span.of(reading.message),
                score=scores.tiers[tier],
                concern=concern,
                tier=tier,
                subject=subject,
                variant=staff if concern is Concern.ABUSE else "",
            )
            for concern in _concerns(scores, thresholds)
        )


def _concerns(scores: PieceScores, thresholds: Thresholds) -> tuple[Concern, ...]:
    """The likeliest concern, and every other that is likely enough by itself."""
    ordered = sorted(scores.concerns, key=lambda concern: -scores.concerns[concern])
    return (ordered[0], *(c for c in ordered[1:] if scores.concerns[c] >= thresholds.concern))


def _weight(signal: Signal) -> tuple[int, float]:
    return signal.tier.rank, signal.score
