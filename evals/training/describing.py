"""Everything around a tuned encoder: n-grams, curves, thresholds, and the card that binds them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.model_files import find_model
from assistant.adapters.ngram_head import NgramHead
from assistant.adapters.risk_card import HEADS, TIERS, Chosen, Curve, RiskCard, sources
from evals.safety.cases import Case, fingerprint, read_cases
from evals.training.calibration import curve, probabilities
from evals.training.exporting import outputs
from evals.training.features import Floats, Pieces, cut, trainable
from evals.training.labels import relevant, targets
from evals.training.letters import fitted
from evals.training.recipe import Recipe
from evals.training.shipping import digest, tokenizer
from evals.training.thresholds import Judged, choose, load_and_misses

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


def described(graph: bytes, cases: Sequence[Case], origin: dict[str, Any], recipe: Recipe, folder: Path) -> Shipped:
    """Fit n-grams on the cases, curves and thresholds on dev; `origin` says where the graph is from."""
    ngrams = fitted(cases)
    checking = cut(trainable(read_cases("dev", folder)))
    read = zip(outputs(graph, checking.texts, recipe).tolist(), _wordings(ngrams, checking.texts), strict=True)
    said = _said(list(read))
    curves = _curves(checking, said)
    judged = _judged(checking, probabilities(said, curves))
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
        thresholds={**choose(judged), **_MARKS},
        training={
            "encoder": origin,
            "n-grams": {"train sha256": fingerprint("train", folder), "texts": len(cases)},
            "dev sha256": fingerprint("dev", folder),
        },
        figures={
            f"development, {tier.value}: [threshold, harmless alarms, misses]": load_and_misses(judged, tier)
            for tier in TIERS
        },
    )
    return Shipped(graph, ngrams, card)


def _said(read: Sequence[tuple[Sequence[float], Sequence[float]]]) -> list[Floats]:
    """For each head what its curve joins, (texts, sources)."""
    return [np.array([sources(head, *both) for both in read], dtype=np.float64) for head in HEADS]


def _wordings(ngrams: bytes, texts: Sequence[str]) -> Sequence[Sequence[float]]:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "ngrams.npz"
        path.write_bytes(ngrams)
        return NgramHead(path, len(HEADS)).rows(texts)


def _curves(pieces: Pieces, said: Sequence[Floats]) -> list[tuple[float, ...]]:
    """The curve of each output, on the whole messages for which it means something."""
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    wanted = targets(cases)
    return [
        curve(said[column][pieces.whole][kept], wanted[kept, column])
        for column, kept in enumerate(relevant(cases, head) for head in HEADS)
    ]


def _judged(pieces: Pieces, said: Floats) -> Judged:
    tiers = tuple(pieces.cases[index].tier for index in pieces.message)
    return Judged(tiers, pieces.whole, np.asarray(said[:, : len(TIERS)]))
