"""Everything around a tuned encoder: n-grams, curves, thresholds, and the card that binds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.adapters.model_files import find_model
from assistant.adapters.risk_card import HEADS, REQUESTS, TIERS, Chosen, Curve, RiskCard
from evals.safety.cases import Case
from evals.training.asked import Asked
from evals.training.calibration import probabilities
from evals.training.features import cut
from evals.training.letters import fitted
from evals.training.recipe import Recipe
from evals.training.saying import Saying, fitted_curves
from evals.training.shipping import digest, tokenizer
from evals.training.thresholds import Judged, choose, load_and_misses

_DANGER = len(HEADS) - len(REQUESTS)
_MARKS = {
    "concern": Chosen(value=0.5, reason="A second concern is named beside the likeliest when it is likelier than not."),
    "other": Chosen(value=0.6, reason="Taken for the writer's own danger unless clearly somebody else's."),
    "staff": Chosen(
        value=0.35, reason="A missed accusation of staff may be shown to the accused; a wrong one is only restricted."
    ),
}


@dataclass(frozen=True, slots=True)
class Shipped:
    """What goes into the package."""

    graph: bytes
    ngrams: bytes
    card: RiskCard


@dataclass(frozen=True, slots=True)
class Checking:
    """The development cases: of danger and what is like it, and of requests and what is like them."""

    safety: tuple[Case, ...]
    requests: tuple[Case, ...]
    fingerprint: str


def described(
    graph: bytes, cases: Sequence[Case], origin: dict[str, Any], recipe: Recipe, checking: Checking
) -> Shipped:
    """Fit n-grams on the cases, curves and thresholds on those to check; `origin` says where the graph is from."""
    ngrams = fitted(cases)
    said = Saying(graph, ngrams, recipe)
    dangers, requests = cut(checking.safety), cut((*checking.requests, *checking.safety))
    of_dangers, of_requests = said(dangers.texts), said(requests.texts)
    curves = [
        *fitted_curves(dangers, of_dangers, HEADS[:_DANGER]),
        *fitted_curves(requests, of_requests, HEADS[_DANGER:]),
    ]
    judged = Judged(
        tuple(dangers.cases[index].tier for index in dangers.message),
        dangers.whole,
        probabilities(of_dangers, curves)[:, : len(TIERS)],
    )
    asked = Asked.of(requests, probabilities(of_requests, curves)[:, _DANGER:], len(checking.requests))
    card = RiskCard(
        graph_sha256=digest(graph),
        ngrams_sha256=digest(ngrams),
        tokenizer_sha256=digest(tokenizer()),
        base_sha256=find_model().checked_weights(),
        heads=list(HEADS),
        tokens=recipe.tokens,
        curves={
            h: Curve(slopes=list(slopes), offset=offset) for h, (*slopes, offset) in zip(HEADS, curves, strict=True)
        },
        thresholds={**choose(judged), **_MARKS, **asked.chosen()},
        training={
            "encoder": origin,
            "n-grams": {"train sha256": origin["train sha256"], "texts": len(cases)},
            "dev sha256": checking.fingerprint,
        },
        figures={
            f"development, {tier.value}: [threshold, harmless alarms, misses]": load_and_misses(judged, tier)
            for tier in TIERS
        },
    )
    return Shipped(graph, ngrams, card)
