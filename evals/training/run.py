"""The whole training: read, embed, cross-validate, fit, choose thresholds, describe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.adapters.risk_card import HEADS, TIERS, Chosen, RiskCard
from assistant.ports import Embedder
from evals.safety.cases import FOLDER, fingerprint, read_cases
from evals.training.calibration import probabilities
from evals.training.comparison import compare, recall_at
from evals.training.features import Floats, Pieces, cut, trainable
from evals.training.fitting import curves_of, fit, judged
from evals.training.folds import FOLDS, crossed
from evals.training.kernel import Recipe
from evals.training.shipping import digest, packed
from evals.training.thresholds import Judged, choose, load_and_misses

Say = Callable[[str], None]

_MARKS = {
    "concern": Chosen(value=0.5, reason="A second concern is named beside the likeliest when it is likelier than not."),
    "other": Chosen(value=0.6, reason="Taken for the writer's own danger unless clearly somebody else's."),
    "staff": Chosen(
        value=0.35, reason="A missed accusation of staff may be shown to the accused; a wrong one is only restricted."
    ),
}


def train(embedder: Embedder, recipe: Recipe, say: Say, folder: Path = FOLDER) -> tuple[bytes, RiskCard]:
    """The parameters as bytes and their card. The test split is never read."""
    learning = cut(trainable(read_cases("train", folder)), embedder.look)
    say(f"{len(learning.cases)} training messages, {len(learning.texts)} pieces")
    checking = cut(trainable(read_cases("dev", folder)), embedder.look)
    say(f"{len(checking.cases)} development messages")
    outputs = crossed(learning, recipe)
    say("cross-validated")
    parameters = fit(learning, recipe, outputs)
    curves = curves_of(learning, outputs)
    seen = _judged(learning, probabilities(outputs, curves))
    unseen = _judged(checking, probabilities(judged(parameters, recipe, checking), curves))
    stored = packed(parameters)
    card = RiskCard(
        parameters_sha256=digest(stored),
        embedding=embedder.fingerprint,
        heads=list(HEADS),
        buckets=recipe.buckets,
        gamma=recipe.gamma,
        thresholds={**choose(unseen, seen), **_MARKS},
        training={
            "recipe": asdict(recipe),
            "folds by idea": FOLDS,
            "train sha256": fingerprint("train", folder),
            "dev sha256": fingerprint("dev", folder),
            "messages": len(learning.cases),
            "pieces fitted": int(learning.learnt.sum()),
        },
        figures=_figures(learning, outputs, seen, unseen),
    )
    card.figures["alternatives, cross-validated"] = compare(learning, recipe)
    return stored, card


def _judged(pieces: Pieces, said: Floats) -> Judged:
    tiers = tuple(pieces.cases[index].tier for index in pieces.message[pieces.judged])
    return Judged(tiers, pieces.whole[pieces.judged], said[pieces.judged, : len(TIERS)])


def _figures(learning: Pieces, outputs: Floats, seen: Judged, unseen: Judged) -> dict[str, object]:
    points: Sequence[tuple[str, Judged]] = (("cross-validated", seen), ("development", unseen))
    curves = {
        f"{name}, {tier.value}: [threshold, harmless that alarm, dangers missed]": load_and_misses(judged_, tier)
        for name, judged_ in points
        for tier in TIERS
    }
    at = {
        f"{tier.value}+ found at {alarms:.0%} false alarms, cross-validated": recall_at(learning, outputs, tier, alarms)
        for tier in TIERS
        for alarms in (0.01, 0.05)
    }
    return {**at, **curves}
