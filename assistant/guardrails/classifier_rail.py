"""Finds danger and requests that no pattern names, by a model trained on the project's own cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.reading import Piece, Reading
from assistant.domain.risk import Concern, Signal, Subject, Tier
from assistant.domain.routes import Route
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.guardrails.asking.lookalikes import looks_like
from assistant.guardrails.courtesies import without_courtesies
from assistant.guardrails.hints import ASKS_NOTHING, hinted
from assistant.guardrails.pieces import pieces_of, wordings
from assistant.guardrails.recalled import Recalled
from assistant.guardrails.risk_model import RiskModel

_TIERS = (Tier.IMMINENT, Tier.ELEVATED, Tier.WATCH)
_LOOKED_BACK = 2
"""Earlier messages that are read together with the last one."""


@dataclass(frozen=True, slots=True)
class ClassifierRail:
    """An input rail over each piece of a message, and over the message together with the two before it.

    What was said together counts when it weighs more than each message alone: several weak signs, means in one and
    intent in another. A message that was grave by itself had its own signal and does not make the next ones grave.
    """

    name: str
    model: RiskModel
    needs_model: bool = True
    _alone: Recalled[int] = field(default_factory=Recalled, repr=False)

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """The strictest signal of each concern, with the words of the piece that scored highest, and a request.

        () for nothing. Raises ModelUnavailable when the model's files are missing, changed or damaged.
        """
        pieces = pieces_of(reading.normal)
        if not pieces:
            return ()
        earlier = reading.earlier_patient_texts[-_LOOKED_BACK:]
        unknown = [text for text in earlier if self._alone.get(text) is None]
        together = ("\n".join(map(without_courtesies, (*earlier, reading.message))),) if earlier else ()
        thresholds = self.model.thresholds
        scored = self.model.scores((*wordings(reading.normal, pieces), *together, *map(without_courtesies, unknown)))
        for text, scores in zip(unknown, scored[len(pieces) + len(together) :], strict=True):
            self._alone.keep(text, _tier(scores, thresholds.tiers).rank)
        found = list(self._in_pieces(reading, pieces, scored, thresholds))
        if together:
            least = max((self._alone.get(text) or 0 for text in earlier), default=0)
            found += self._together(reading, pieces[0], scored[len(pieces)], thresholds, least)
        found = [*_strictest(found), *self._request(reading, pieces, scored, thresholds)]
        return tuple(sorted(found, key=lambda signal: signal.span.start))

    def _request(
        self, reading: Reading, pieces: Sequence[Piece], scored: Sequence[PieceScores], thresholds: Thresholds
    ) -> list[Signal]:
        """The refusal that fits best what one piece of the message asks for, where one is likely enough.

        Never of earlier messages: what was refused before is no part of the next question.
        Nor what only looks like a request: how often to do "it" of a practice, or a drink without alcohol.
        """
        likely: list[tuple[float, Route, Piece]] = []
        other = looks_like(reading)
        for number, (piece, scores) in enumerate(zip(pieces, scored[: len(pieces)], strict=True)):
            least = thresholds.request_runs if number else thresholds.requests
            likely += [
                (p, request, piece)
                for request, p in scores.requests.items()
                if p >= least[request] and request not in other
            ]
        if not likely:
            return self._dismissed(reading, pieces[0], scored[: len(pieces)], thresholds.hint)
        score, request, piece = max(likely, key=lambda each: each[0])
        span = reading.normal.span(piece.start, piece.end)
        return [
            Signal(self.name, f"{self.name}.{request.value}", span, span.of(reading.message), score, request=request)
        ]

    def _dismissed(self, reading: Reading, whole: Piece, scored: Sequence[PieceScores], hint: float) -> list[Signal]:
        """That nothing is asked for, where loose rules alone hint at a request and none is likely at all.

        Never of a follow-up ("and a little more?"): what it asks stands in the message before.
        """
        likeliest = max((p for scores in scored for p in scores.requests.values()), default=1.0)
        follows = reading.question not in {"", reading.message}
        if follows or likeliest >= hint or not hinted(reading.found):
            return []
        span = reading.normal.span(whole.start, whole.end)
        rule, said = f"{self.name}.{ASKS_NOTHING}", 1 - likeliest
        return [Signal(self.name, rule, span, span.of(reading.message), said, request=Route.ANSWER)]

    def _in_pieces(
        self, reading: Reading, pieces: Sequence[Piece], scored: Sequence[PieceScores], thresholds: Thresholds
    ) -> list[Signal]:
        found: list[Signal] = []
        for number, (piece, scores) in enumerate(zip(pieces, scored[: len(pieces)], strict=True)):
            tier = _tier(scores, thresholds.runs if number else thresholds.tiers)
            found += self._signals(reading, piece, scores, thresholds, tier)
        self._alone.keep(reading.message, max((signal.tier.rank for signal in found), default=0))
        return found

    def _together(
        self, reading: Reading, whole: Piece, scores: PieceScores, thresholds: Thresholds, least: int
    ) -> list[Signal]:
        tier = _tier(scores, thresholds.tiers)
        alone = max(least, self._alone.get(reading.message) or 0)
        if tier.rank <= alone:
            return []
        return self._signals(reading, whole, scores, thresholds, tier, "-together")

    def _signals(
        self,
        reading: Reading,
        piece: Piece,
        scores: PieceScores,
        thresholds: Thresholds,
        tier: Tier,
        how: str = "",
    ) -> list[Signal]:
        if tier is Tier.NONE:
            return []
        span = reading.normal.span(piece.start, piece.end)
        subject = Subject.OTHER if scores.other >= thresholds.other else Subject.SELF
        staff = "staff" if scores.staff >= thresholds.staff else ""
        return [
            Signal(
                rail=self.name,
                rule=f"{self.name}.{concern.value}.{tier.value}{how}",
                span=span,
                excerpt=span.of(reading.message),
                score=scores.tiers[tier],
                concern=concern,
                tier=tier,
                subject=subject,
                variant=staff if concern is Concern.ABUSE else "",
            )
            for concern in _concerns(scores, thresholds)
        ]


def _tier(scores: PieceScores, least: Mapping[Tier, float]) -> Tier:
    return next((tier for tier in _TIERS if scores.tiers[tier] >= least[tier]), Tier.NONE)


def _concerns(scores: PieceScores, thresholds: Thresholds) -> tuple[Concern, ...]:
    """The likeliest concern, and every other that is likely enough by itself."""
    ordered = sorted(scores.concerns, key=lambda concern: -scores.concerns[concern])
    return (ordered[0], *(c for c in ordered[1:] if scores.concerns[c] >= thresholds.concern))


def _strictest(signals: Sequence[Signal]) -> list[Signal]:
    found: dict[Concern, Signal] = {}
    for signal in signals:
        known = found.get(signal.concern) if signal.concern else None
        if signal.concern and (known is None or (signal.tier.rank, signal.score) > (known.tier.rank, known.score)):
            found[signal.concern] = signal
    return list(found.values())
