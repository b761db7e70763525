"""The card beside the classifier's graph: what it is, where from, and from which score on its outputs count."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.domain.errors import ModelUnavailable
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route

TIERS = (Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT)
CONCERNS = tuple(Concern)
MARKS = ("other", "staff")
REQUESTS = (Route.DOSING, Route.MEDICATION_CHANGE, Route.MIXING, Route.SUPPLY, Route.DIAGNOSIS)
HEADS = (
    *(tier.value for tier in TIERS),
    *(concern.value for concern in CONCERNS),
    *MARKS,
    *(request.value for request in REQUESTS),
)
"""The outputs in order: at least that tier, that concern, somebody else in danger, abuse by staff, that request."""

ASKING = (Tier.WATCH.value, *(request.value for request in REQUESTS))
"""The outputs by which the first stage says that it is unsure; a higher tier was learnt as `watch` too."""

MOST_AGAIN = 6
"""So many texts of one message are read again at most: 100,000 hostile characters must not keep a patient waiting."""

CARD, GRAPH, TOKENIZER, NGRAMS = "card.json", "encoder.onnx", "tokenizer.json", "ngrams.npz"
SECOND_GRAPH, SECOND_TOKENIZER = "second.onnx", "second_tokenizer.json"

_STEEPEST = 50.0
_TIER_HEADS = frozenset(HEADS[: len(TIERS)])
_CONCERN_HEADS = slice(len(TIERS), len(TIERS) + len(CONCERNS))


def doubt(first: Mapping[str, float]) -> float:
    """How far the first stage's probabilities are from quiet."""
    return max(first[head] for head in ASKING)


def run_of(head: Tier | Route) -> str:
    """How the threshold of a tier or request for the runs of a long message is named."""
    return f"{head.value} in a run"


def sources(head: str, *readers: Sequence[float]) -> tuple[float, ...]:
    """What the curve of an output joins: each reader's own, and for a tier the likeliest concern by each."""
    own = tuple(outputs[HEADS.index(head)] for outputs in readers)
    if head not in _TIER_HEADS:
        return own
    return *own, *(max(outputs[_CONCERN_HEADS]) for outputs in readers)


class Chosen(BaseModel):
    """A threshold and why it is where it is."""

    model_config = ConfigDict(extra="forbid")

    value: float
    reason: str


class Curve(BaseModel):
    """Platt's curve from what the encoder and the n-grams say to a probability."""

    model_config = ConfigDict(extra="forbid")

    slopes: list[float]
    """One for each of what `sources` gives, in that order."""
    offset: float

    def of(self, said: Sequence[float]) -> float:
        """The probability; not a number for outputs that are none. Raises ValueError for another count of them."""
        bent = sum(slope * one for slope, one in zip(self.slopes, said, strict=True)) + self.offset
        if math.isnan(bent):
            return bent
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, bent))))


class SecondStage(BaseModel):
    """The second encoder, which reads only what the first stage is unsure of, and how what is said is then joined."""

    model_config = ConfigDict(extra="forbid")

    graph_sha256: str
    numbers_sha256: dict[str, str]
    """The files of numbers that stand beside the graph, by name."""
    tokenizer_sha256: str
    base_sha256: str
    tokens: int
    asked_from: float
    """The first stage's probability of `watch` or of any request from which on the second encoder reads it."""
    curves: dict[str, Curve]
    """What encoder, n-grams and second encoder say, joined."""
    training: dict[str, Any]
    figures: dict[str, Any]

    def doubted(self, found: Sequence[Mapping[str, float]]) -> tuple[int, ...]:
        """Which of a message's texts are to be read again, by the first stage's probabilities of each.

        Of many, those where danger is likeliest; the others keep the first stage's probabilities.
        """
        wanted = [number for number, first in enumerate(found) if doubt(first) >= self.asked_from]
        heaviest = sorted(wanted, key=lambda number: (found[number][Tier.WATCH.value], doubt(found[number])))
        return tuple(sorted(heaviest[-MOST_AGAIN:]))


class RiskCard(BaseModel):
    """What `card.json` holds."""

    model_config = ConfigDict(extra="forbid")

    graph_sha256: str
    tokenizer_sha256: str
    ngrams_sha256: str
    base_sha256: str
    """The weights that the encoder was tuned from."""
    heads: list[str]
    tokens: int
    """A text is cut after so many."""
    curves: dict[str, Curve]
    thresholds: dict[str, Chosen]
    training: dict[str, Any]
    figures: dict[str, Any]
    second: SecondStage | None = None
    """None where one encoder reads alone."""

    @model_validator(mode="after")
    def _whole(self) -> RiskCard:
        if tuple(self.heads) != HEADS:
            raise ValueError(f"the heads must be {', '.join(HEADS)}")
        judged = {name for head in (*TIERS, *REQUESTS) for name in (head.value, run_of(head))}
        curves = set(self.curves) & set(self.second.curves if self.second else self.curves)
        missing = [*({*judged, "concern", "hint", *MARKS} - set(self.thresholds)), *(set(HEADS) - curves)]
        if missing:
            raise ValueError(f"a threshold or curve is missing: {', '.join(sorted(missing))}")
        return self


def read_card(folder: Path) -> RiskCard:
    """The card in the folder. Raises ModelUnavailable when there is none or it cannot be read."""
    try:
        return RiskCard.model_validate_json((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError, ValidationError) as error:
        raise ModelUnavailable(f"The classifier's card {folder / CARD} is missing or damaged; reinstall.") from error
