"""A fitted lean towards "this asks for a dose", for phrasings that no rule foresaw.

It reads the kinds of words and their order, and the words themselves; its weights are plain numbers in a JSON file,
fitted by `python -m evals.refusals.fitting` on the project's own messages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, fsum
from pathlib import Path
from typing import Final

from assistant.domain.errors import LexiconError
from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.words import Kinds

WEIGHTS: Final = Path(__file__).parent / "leaning.json"
_PLAIN: Final = frozenset(
    """
    i you we they he she my me mine your is are was do does did can could should would will to the a an of for in on
    at been be so if or and but not no what which that this it how why who there their them too just like from by about
    """.split()  # noqa: SIM905 - a list of fifty quoted words reads worse
)
"""Words that say how a sentence is built and are read as themselves."""


Feature = str | tuple[str, str]
"""A kind or a word, or two of them in a row."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Fitted weights, and the least probability that counts."""

    bias: float
    weights: Mapping[str, Mapping[Feature, float]] = field(repr=False)
    """By what is looked at (`kind`, `word`, `beside`, ...), then by what is found there."""
    least: float
    """For a message without a word that marks an ordinary question."""
    least_with_topic: float
    """For a message with one."""

    def probability(self, clauses: Sequence[Clause]) -> float:
        """How likely the message asks for a dose, from 0 to 1."""
        told = [
            weight
            for what, seen in _seen(clauses).items()
            if (known := self.weights.get(what))
            for found in seen
            if (weight := known.get(found))
        ]
        total = self.bias + fsum(told)
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def leans(self, clauses: Sequence[Clause]) -> bool:
        """Whether the message more likely than not asks for a dose."""
        ordinary = any(clause.has("topic", "endure", "speech") for clause in clauses)
        return self.probability(clauses) >= (self.least_with_topic if ordinary else self.least)


@cache
def load_leaning() -> Leaning:
    """The packaged weights. Raises LexiconError when the file cannot be read."""
    try:
        read = json.loads(WEIGHTS.read_text("utf-8"))
        weights: dict[str, dict[Feature, float]] = {}
        for name, weight in read["weights"].items():
            what, _, found = str(name).partition("=")
            weights.setdefault(what, {})[_feature(what, found)] = float(weight)
        return Leaning(float(read["bias"]), weights, float(read["least"]), float(read["least_with_topic"]))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise LexiconError(f"{WEIGHTS.name} cannot be read; fit it again: {type(error).__name__}") from error


def features(clauses: Sequence[Clause]) -> frozenset[str]:
    """What the weights are asked of: kinds, words, and what stands beside what."""
    return frozenset(
        f"{what}={found if isinstance(found, str) else '|'.join(found)}"
        for what, seen in _seen(clauses).items()
        for found in seen
    )


def _feature(what: str, found: str) -> Feature:
    if what not in (_BESIDE, _THEN):
        return found
    one, _, other = found.partition("|")
    return one, other


_BESIDE: Final = "beside"
_THEN: Final = "then"


def _seen(clauses: Sequence[Clause]) -> dict[str, set[Feature]]:
    """What is found in the clauses, by what was looked at."""
    told: set[Feature] = set()
    words: set[Feature] = set()
    beside: set[Feature] = set()
    then: set[Feature] = set()
    for clause in clauses:
        signs = ["^", *[_sign(kinds, text) for text, _, _, kinds in clause.parts], "?" if clause.asked else "$"]
        told |= clause.kinds
        words.update(clause.text.split())
        beside.update(pairwise(signs))
        then.update(pairwise([sign for sign in signs if sign != "*"]))
    parts = sum([len(clause.parts) for clause in clauses])
    return {
        "kind": told,
        "word": words,
        _BESIDE: beside,
        _THEN: then,
        "long": {str(min(parts // 6, 5))},
        "clauses": {str(min(len(clauses), 4))},
    }


def _sign(kinds: Kinds, text: str) -> str:
    """How a part is read: its kinds, or itself when it shows how a sentence is built."""
    return _joined(kinds) if kinds else text if text in _PLAIN else "*"


@lru_cache(maxsize=4096)
def _joined(kinds: Kinds) -> str:
    return "/".join(sorted(kinds))
