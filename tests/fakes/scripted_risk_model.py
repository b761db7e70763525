"""A RiskModel that says what it is told about a word, and nothing else; it can be told to break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.errors import ModelUnavailable
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from assistant.domain.scoring import PieceScores, Thresholds

TIERS = (Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT)


def told(
    tier: Tier = Tier.NONE,
    *concerns: Concern,
    score: float = 0.9,
    other: float = 0.0,
    staff: float = 0.0,
    requests: Mapping[Route, float] | None = None,
) -> PieceScores:
    """Scores that reach the tier and name the concerns, the first one likeliest, and these requests."""
    reached = {t: score if t.rank <= tier.rank else 0.01 for t in TIERS}
    likely = {c: 0.9 - 0.05 * concerns.index(c) if c in concerns else 0.01 for c in Concern}
    return PieceScores(reached, likely, other, staff, requests or {})


class ScriptedRiskModel:
    """Gives the scores listed for a word that a text holds; records the texts that it was asked about."""

    def __init__(self, found: Mapping[str, PieceScores] | None = None) -> None:
        self.asked: list[str] = []
        self.broken = False
        self._found = found or {}

    @property
    def thresholds(self) -> Thresholds:
        """A half for everything; requests in a run need nine tenths."""
        if self.broken:
            raise ModelUnavailable("The fake model is broken on purpose.")
        half = dict.fromkeys(TIERS, 0.5)
        routes = (Route.DOSING, Route.MIXING, Route.SUPPLY)
        return Thresholds(half, half, requests=dict.fromkeys(routes, 0.5), request_runs=dict.fromkeys(routes, 0.9))

    def prepare(self) -> None:
        """Nothing to open."""
        if self.broken:
            raise ModelUnavailable("The fake model is broken on purpose.")

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """One set of scores for each text, in order; () for none."""
        if self.broken:
            raise ModelUnavailable("The fake model is broken on purpose.")
        self.asked += texts
        return tuple(next((s for word, s in self._found.items() if word in text), told()) for text in texts)
