"""The whole training: read, tune, export, fit, calibrate, choose thresholds, describe. The test split is never read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.adapters.risk_card import GRAPH, read_card
from evals.safety.cases import FOLDER, Case, fingerprint, read_cases
from evals.training.describing import Checking, Shipped, described
from evals.training.exporting import drift, exported
from evals.training.features import joined, trainable
from evals.training.keeping import tuned
from evals.training.recipe import Recipe, Round
from evals.training.requests import REFUSALS, checked, learnt, marked
from evals.training.tuning import Say

_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Data:
    """Where the safety cases and the requests lie, each with its splits below."""

    safety: Path = FOLDER
    requests: Path = REFUSALS

    def fingerprint(self, part: Round | None = None) -> str:
        """Of everything that may be learnt from, in that round or at all."""
        without = part.without if part else ()
        parts = (
            fingerprint("train", self.safety, without),
            *(fingerprint(split, self.requests, without) for split in ("train", "dev")),
        )
        return hashlib.sha256("".join(parts).encode()).hexdigest()


_PACKAGED = Data()


def train(recipe: Recipe, kept: Path, say: Say, data: Data = _PACKAGED) -> Shipped:
    """Tune the encoder, then fit all else; a network in `kept` from the same recipe and data is not tuned again."""
    cases = _learning(data)
    say(f"{len(cases)} training texts")
    lessons = [(_learning(data, part.without), data.fingerprint(part)) for part in recipe.rounds]
    network = tuned(lessons, recipe, kept, say)
    graph = exported(network)
    say(f"exported, {len(graph)} bytes")
    compared = [case.text for case in read_cases("dev", data.safety) if case.text][:_COMPARED]
    origin: dict[str, Any] = {
        "recipe": json.loads(json.dumps(asdict(recipe))),
        "train sha256": data.fingerprint(),
        "texts": len(cases),
        "largest change of a probability by eight bits": round(drift(network, graph, compared, recipe), 4),
    }
    return described(graph, cases, origin, recipe, _checking(data))


def refit(recipe: Recipe, shipped: Path, say: Say, data: Data = _PACKAGED) -> Shipped:
    """Keep the encoder of that folder, and fit n-grams, curves and thresholds anew."""
    card = read_card(shipped)
    cases = _learning(data)
    say(f"{len(cases)} training texts; the encoder stays as it is")
    return described((shipped / GRAPH).read_bytes(), cases, card.training["encoder"], recipe, _checking(data))


def _learning(data: Data, without: Collection[str] = ()) -> tuple[Case, ...]:
    cases = read_cases("train", data.safety, without)
    return (*marked(trainable(cases)), *joined(cases), *learnt(data.requests, without))


def _checking(data: Data) -> Checking:
    safety = marked(trainable(read_cases("dev", data.safety)))
    return Checking(safety, checked(data.requests), fingerprint("dev", data.safety))
