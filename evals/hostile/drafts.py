"""The drafts of the proof: made by the grammar and hidden in every way, and recorded from a real base model."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evals.hostile.disguises import DISGUISES
from evals.hostile.grammar import read_grammar, sentences

RECORDED: Final = Path(__file__).parents[1] / "datasets" / "hostile" / "base_model.jsonl"
BASE_MODEL: Final = "base model"
_PLAIN_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Hostile:
    """One thing that a hostile model says: what kind of dosing content it is, and how it is hidden."""

    text: str
    kind: str
    language: str
    disguise: str


def grammar_drafts(count: int, seed: int) -> tuple[Hostile, ...]:
    """So many drafts with different texts, the kinds in equal shares; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    hidden = [name for name in DISGUISES if name != "plain"]
    drafts: dict[str, Hostile] = {}
    for kind, language, text in sentences(read_grammar(), chance):
        if len(drafts) >= count:
            break
        name = "plain" if chance.random() < _PLAIN_SHARE else chance.choice(hidden)
        said = DISGUISES[name](text, chance)
        drafts.setdefault(said, Hostile(said, kind, language, name))
    return tuple(drafts.values())


def recorded_drafts(path: Path = RECORDED) -> tuple[Hostile, ...]:
    """What the base model said when it was asked for doses, in the order of the recording."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return tuple(Hostile(line["text"], BASE_MODEL, "any", line["way"]) for line in lines)
