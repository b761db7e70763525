"""The whole training: read, tune, export, calibrate, choose thresholds, describe. The test split is never read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

from assistant.adapters.model_files import find_model
from assistant.adapters.risk_card import HEADS, TIERS, Chosen, Curve, RiskCard
from evals.safety.cases import FOLDER, fingerprint, read_cases
from evals.training.calibration import curve, probabilities
from evals.training.exporting import drift, exported, outputs
from evals.training.features import Floats, Pieces, cut, joined, trainable
from evals.training.keeping import tuned
from evals.training.labels import relevant, targets
from evals.training.recipe import Recipe
from evals.training.shipping import digest, tokenizer
from evals.training.thresholds import Judged, choose, load_and_misses
from evals.training.tuning import Say

_MARKS = {
    "concern": Chosen(value=0.5, reason="A second concern is named beside the likeliest when it is likelier than not."),
    "other": Chosen(value=0.6, reason="Taken for the writer's own danger unless clearly somebody else's."),
    "staff": Chosen(
        value=0.35, reason="A missed accusation of staff may be shown to the accused; a wrong one is only restricted."
    ),
}
_COMPARED = 50


def train(recipe: Recipe, kept: Path, say: Say, folder: Path = FOLDER) -> tuple[bytes, RiskCard]:
    """The graph as bytes and its card; a network kept in `kept` from the same recipe and data is not tuned again."""
    cases = read_cases("train", folder)
    learning = (*trainable(cases), *joined(cases))
    say(f"{len(learning)} training texts")
    network = tuned(learning, recipe, fingerprint("train", folder), kept, say)
    graph = exported(network)
    say(f"exported, {len(graph)} bytes")
    checking = cut(trainable(read_cases("dev", folder)))
    raw = outputs(graph, checking.texts, recipe)
    curves = _curves(checking, raw)
    judged = _judged(checking, probabilities(raw, curves))
    card = RiskCard(
        graph_sha256=digest(graph),
        tokenizer_sha256=digest(tokenizer()),
        base_sha256=find_model().checked_weights(),
        heads=list(HEADS),
        tokens=recipe.tokens,
        curves={h: Curve(slope=s, offset=o) for h, (s, o) in zip(HEADS, curves, strict=True)},
        thresholds={**choose(judged), **_MARKS},
        training={
            "recipe": asdict(recipe),
            "train sha256": fingerprint("train", folder),
            "dev sha256": fingerprint("dev", folder),
            "texts": len(learning),
        },
        figures={
            "largest change of a probability by eight bits": round(
                drift(network, graph, checking.texts[:_COMPARED], recipe), 4
            ),
            **{
                f"development, {tier.value}: [threshold, harmless that alarm, dangers missed]": load_and_misses(
                    judged, tier
                )
                for tier in TIERS
            },
        },
    )
    return graph, card


def _curves(pieces: Pieces, raw: Floats) -> list[tuple[float, float]]:
    """The curve of each output, on the whole messages for which it means something."""
    cases = [pieces.cases[index] for index in pieces.message[pieces.whole]]
    said, wanted = raw[pieces.whole], targets(cases)
    return [
        curve(said[kept, column], wanted[kept, column])
        for column, kept in enumerate(relevant(cases, head) for head in HEADS)
    ]


def _judged(pieces: Pieces, said: Floats) -> Judged:
    tiers = tuple(pieces.cases[index].tier for index in pieces.message)
    return Judged(tiers, pieces.whole, np.asarray(said[:, : len(TIERS)]))
