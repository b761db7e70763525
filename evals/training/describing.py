"""Everything around tuned encoders: n-grams, curves, thresholds, and the card that binds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.risk_card import HEADS, REQUESTS, SECOND_GRAPH, TIERS, Chosen, Curve, RiskCard, SecondStage
from assistant.domain.risk import Tier
from evals.safety.cases import Case
from evals.training.asked import Asked
from evals.training.features import Floats, Pieces, cut
from evals.training.letters import fitted
from evals.training.recipe import Recipe
from evals.training.saying import Curves, Saying, Stages, fitted_curves
from evals.training.shards import sharded
from evals.training.shipping import Encoder, Shipped, digest
from evals.training.thresholds import BUDGETS, Judged, choose, load_and_misses

ASKED_FROM = 0.05
"""The first stage's probability from which on the second encoder reads too: most ordinary messages stay below it."""
_DANGER = len(HEADS) - len(REQUESTS)
_MARKS = {
    "hint": Chosen(
        value=0.2, reason="A loose rule alone refuses nothing that is four times likelier to ask for nothing."
    ),
    "concern": Chosen(value=0.5, reason="A second concern is named beside the likeliest when it is likelier than not."),
    "other": Chosen(value=0.6, reason="Taken for the writer's own danger unless clearly somebody else's."),
    "staff": Chosen(
        value=0.35, reason="A missed accusation of staff may be shown to the accused; a wrong one is only restricted."
    ),
}


@dataclass(frozen=True, slots=True)
class Tuned:
    """An encoder that was tuned and exported, and how."""

    encoder: Encoder
    base_sha256: str
    """The weights that it was tuned from."""
    recipe: Recipe
    origin: dict[str, Any]
    """What its card says of the training."""


@dataclass(frozen=True, slots=True)
class Checking:
    """The development cases: of danger and what is like it, and of requests and what is like them."""

    safety: tuple[Case, ...]
    requests: tuple[Case, ...]
    fingerprint: str


def described(cases: Sequence[Case], checking: Checking, first: Tuned, second: Tuned | None = None) -> Shipped:
    """Fit n-grams on the cases, curves and thresholds on those to check."""
    ngrams = fitted(cases)
    readers = (first, second) if second else (first,)
    saying = Saying([(one.encoder, one.recipe) for one in readers], ngrams)
    dangers, requests = cut(checking.safety), cut((*checking.requests, *checking.safety))
    of_dangers, of_requests = saying(dangers.texts), saying(requests.texts)

    def curves(readers: int) -> Curves:
        return [
            *fitted_curves(dangers, of_dangers[:readers], HEADS[:_DANGER]),
            *fitted_curves(requests, of_requests[:readers], HEADS[_DANGER:]),
        ]

    stages = Stages(curves(2), curves(3) if second else None, ASKED_FROM)
    judged = _judged(dangers, stages.probabilities(of_dangers))
    asked = Asked.of(requests, stages.probabilities(of_requests)[:, _DANGER:], len(checking.requests))
    encoder = first.encoder
    card = RiskCard(
        graph_sha256=digest(encoder.graph),
        ngrams_sha256=digest(ngrams),
        tokenizer_sha256=digest(encoder.tokenizer),
        base_sha256=first.base_sha256,
        heads=list(HEADS),
        tokens=first.recipe.tokens,
        curves=_named(stages.first),
        thresholds={**choose(judged), **_MARKS, **asked.chosen()},
        training={
            "encoder": first.origin,
            "n-grams": {"train sha256": first.origin["train sha256"], "texts": len(cases)},
            "dev sha256": checking.fingerprint,
        },
        figures={
            f"development, {tier.value}: [threshold, harmless alarms, misses]": load_and_misses(judged, tier)
            for tier in TIERS
        },
        second=_second(
            second, stages, _gain(judged, _judged(dangers, stages.alone(of_dangers)), stages.doubted(of_dangers))
        )
        if second
        else None,
    )
    return Shipped(encoder, ngrams, card, second.encoder if second else None)


def _judged(pieces: Pieces, probabilities: Floats) -> Judged:
    labels = tuple(pieces.cases[index].tier for index in pieces.message)
    return Judged(labels, pieces.whole, probabilities[:, : len(TIERS)])


def _gain(both: Judged, alone: Judged, doubted: NDArray[np.bool_]) -> dict[str, Any]:
    """What the second stage adds on the development messages, at each tier's own share of false alarms."""
    harmless = both.whole & np.array([label is Tier.NONE for label in both.labels])
    found = {
        f"at least {tier.value}, found at {BUDGETS[tier]:.1%} false alarms [first alone, with the second]": [
            round(one.found(tier, choose(one)[tier.value].value), 4) for one in (alone, both)
        ]
        for tier in TIERS
    }
    return found | {"harmless messages that the second reads": round(float(doubted[harmless].mean()), 4)}


def _second(tuned: Tuned, stages: Stages, gain: dict[str, Any]) -> SecondStage:
    files = {name: digest(stored) for name, stored in sharded(tuned.encoder.graph, SECOND_GRAPH).items()}
    return SecondStage(
        graph_sha256=files.pop(SECOND_GRAPH),
        numbers_sha256=files,
        tokenizer_sha256=digest(tuned.encoder.tokenizer),
        base_sha256=tuned.base_sha256,
        tokens=tuned.recipe.tokens,
        asked_from=stages.asked_from,
        curves=_named(stages.both or stages.first),
        training=tuned.origin,
        figures=gain,
    )


def _named(curves: Curves) -> dict[str, Curve]:
    return {h: Curve(slopes=list(slopes), offset=offset) for h, (*slopes, offset) in zip(HEADS, curves, strict=True)}
