"""Keeps the network after each round, so that a training can be taken up again and thresholds chosen anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from safetensors.torch import load_model, save_model

from evals.safety.cases import Case
from evals.training.network import RiskNetwork
from evals.training.recipe import Recipe
from evals.training.tuning import Say, started, tune


def tuned(lessons: Sequence[tuple[Sequence[Case], str]], recipe: Recipe, folder: Path, say: Say) -> RiskNetwork:
    """The network of this recipe: from the last round that is kept, or from the start.

    `lessons` holds for each round the cases that it reads and their fingerprint. A kept network is exactly what tuning
    would give again, so it changes how long a run takes and nothing else.
    """
    network = started(recipe)
    after = [
        folder / f"{_name(recipe, [said for _, said in lessons[: n + 1]])}.safetensors" for n in range(len(lessons))
    ]
    done = max((n + 1 for n, path in enumerate(after) if path.is_file()), default=0)
    if done:
        say(f"round {done} is kept in {after[done - 1]}")
        load_model(network, after[done - 1])
    for number in range(done, len(recipe.rounds)):
        say(f"round {number + 1} will be kept in {after[number]}")
        tune(network, lessons[number][0], recipe, number, say)
        folder.mkdir(parents=True, exist_ok=True)
        save_model(network, str(after[number]))
    return network.eval()


def _name(recipe: Recipe, fingerprints: Sequence[str]) -> str:
    return replace(recipe, rounds=recipe.rounds[: len(fingerprints)]).digest(*fingerprints)[:16]
