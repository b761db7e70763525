"""The whole training: read, tune, export, fit, calibrate, choose thresholds, describe. The test split is never read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.risk_card import GRAPH, SECOND_GRAPH, SECOND_TOKENIZER, TOKENIZER, read_card
from evals.safety.cases import FOLDER, Case, fingerprint, read_cases
from evals.training.bases import base_of
from evals.training.describing import Checking, Tuned, described
from evals.training.exporting import drift, exported
from evals.training.features import joined, trainable
from evals.training.keeping import tuned
from evals.training.recipe import Recipe, Round
from evals.training.replay import sampled
from evals.training.requests import REFUSALS, checked, checked_on, learnt, marked
from evals.training.shards import joined as whole
from evals.training.shipping import Encoder, Shipped
from evals.training.tuning import Say

_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Data:
    """Where the safety cases and the requests lie, each with its splits below."""

    safety: Path = FOLDER
    requests: Path = REFUSALS

    def fingerprint(self, part: Round | None = None) -> str:
        """Of everything that may be learnt from, in that round or at all."""
        without = (*(part.without if part else ()), *checked_on(self.requests))
        parts = (
            fingerprint("train", self.safety, without),
            *(fingerprint(split, self.requests, without) for split in ("train", "dev")),
        )
        return hashlib.sha256("".join(parts).encode()).hexdigest()


_PACKAGED = Data()


def train(recipes: Sequence[Recipe], kept: Path, say: Say, data: Data = _PACKAGED) -> Shipped:
    """Tune the encoders, then fit all else; a network in `kept` from the same recipe and data is not tuned again."""
    made = [_tuned(recipe, kept, say, data) for recipe in recipes]
    return described(_learning(data), _checking(data), *made)


def refit(recipes: Sequence[Recipe], shipped: Path, say: Say, data: Data = _PACKAGED) -> Shipped:
    """Keep the encoders of that folder, and fit n-grams, curves and thresholds anew; no base needs to be here.

    Raises ModelUnavailable when the folder's files are not those of its card.
    """
    card = read_card(shipped)
    EncoderRiskModel(shipped).prepare()
    kept = [(GRAPH, TOKENIZER, card.base_sha256, card.training["encoder"])]
    if card.second is not None:
        kept.append((SECOND_GRAPH, SECOND_TOKENIZER, card.second.base_sha256, card.second.training))
    say(f"{len(kept)} of {len(recipes)} encoders stay as they are")
    made = [
        Tuned(Encoder(whole(shipped / graph), (shipped / tokenizer).read_bytes()), base, recipe, origin)
        for (graph, tokenizer, base, origin), recipe in zip(kept, recipes, strict=False)
    ]
    return described(_learning(data), _checking(data), *made)


def _tuned(recipe: Recipe, kept: Path, say: Say, data: Data) -> Tuned:
    cases = _learning(data)
    say(f"{len(cases)} training texts for {recipe.base or 'the packaged encoder'}")
    lessons = [(sampled(_learning(data, part.without), part), data.fingerprint(part)) for part in recipe.rounds]
    network = tuned(lessons, recipe, kept, say)
    base = base_of(recipe)
    encoder = Encoder(exported(network, recipe), base.tokenizer.read_bytes())
    say(f"exported, {len(encoder.graph)} bytes")
    compared = [case.text for case in read_cases("dev", data.safety) if case.text][:_COMPARED]
    origin: dict[str, Any] = {
        "recipe": json.loads(json.dumps(asdict(recipe))),
        "train sha256": data.fingerprint(),
        "texts": len(cases),
        "largest change of a probability by fewer bits": round(drift(network, encoder, compared, recipe), 4),
    }
    return Tuned(encoder, base.checked_weights(), recipe, origin)


def _learning(data: Data, without: Collection[str] = ()) -> tuple[Case, ...]:
    cases = read_cases("train", data.safety, without)
    return (*marked(trainable(cases)), *joined(cases), *learnt(data.requests, without))


def _checking(data: Data) -> Checking:
    safety = marked(trainable(read_cases("dev", data.safety)))
    return Checking(safety, checked(data.requests), fingerprint("dev", data.safety))
