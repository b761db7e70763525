"""The whole training: read, tune, export, fit, calibrate, choose thresholds, describe. The test split is never read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.adapters.risk_card import GRAPH, read_card
from evals.safety.cases import FOLDER, Case, fingerprint, read_cases
from evals.training.describing import Shipped, described
from evals.training.exporting import drift, exported
from evals.training.features import joined, trainable
from evals.training.keeping import tuned
from evals.training.recipe import Recipe
from evals.training.tuning import Say

_COMPARED = 50


def train(recipe: Recipe, kept: Path, say: Say, folder: Path = FOLDER) -> Shipped:
    """Tune the encoder, then fit all else; a network in `kept` from the same recipe and data is not tuned again."""
    cases = _learning(folder)
    say(f"{len(cases)} training texts")
    network = tuned(cases, recipe, fingerprint("train", folder), kept, say)
    graph = exported(network)
    say(f"exported, {len(graph)} bytes")
    checked = [case.text for case in read_cases("dev", folder) if case.text][:_COMPARED]
    origin: dict[str, Any] = {
        "recipe": json.loads(json.dumps(asdict(recipe))),
        "train sha256": fingerprint("train", folder),
        "texts": len(cases),
        "largest change of a probability by eight bits": round(drift(network, graph, checked, recipe), 4),
    }
    return described(graph, cases, origin, recipe, folder)


def refit(recipe: Recipe, shipped: Path, say: Say, folder: Path = FOLDER) -> Shipped:
    """Keep the encoder of that folder, and fit n-grams, curves and thresholds anew."""
    card = read_card(shipped)
    cases = _learning(folder)
    say(f"{len(cases)} training texts; the encoder stays as it is")
    return described((shipped / GRAPH).read_bytes(), cases, card.training["encoder"], recipe, folder)


def _learning(folder: Path) -> tuple[Case, ...]:
    cases = read_cases("train", folder)
    return (*trainable(cases), *joined(cases))
