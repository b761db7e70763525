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


Feature = tuple[str, ...]
"""`(kind, med)`, `(word, grams)`, `(beside, may, take)`: what it is about, then one word or two."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Fitted weights, and the least probability that counts."""

    bias: float
    weights: Mapping[Feature, float] = field(repr=False)
    least: float
    """For a message without a word that marks an ordinary question."""
    least_with_topic: float
    """For a message with one."""

    def probability(self, clauses: Sequence[Clause]) -> float:
        """How likely the message asks for a dose, from 0 to 1."""
        weights = self.weights
        total = self.bias + fsum([weights[found] for found in _seen(clauses) if found in weights])
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
        weights = {_feature(str(name)): float(weight) for name, weight in read["weights"].items()}
        return Leaning(float(read["bias"]), weights, float(read["least"]), float(read["least_with_topic"]))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise LexiconError(f"{WEIGHTS.name} cannot be read; fit it again: {type(error).__name__}") from error


def features(clauses: Sequence[Clause]) -> frozenset[str]:
    """What the weights are asked of: kinds, words, and what stands beside what."""
    return frozenset(f"{found[0]}={'|'.join(found[1:])}" for found in _seen(clauses))


def _feature(name: str) -> Feature:
    what, _, rest = name.partition("=")
    return (what, *rest.split("|")) if what in (_BESIDE, _THEN) else (what, rest)


_BESIDE: Final = "beside"
_THEN: Final = "then"


def _seen(clauses: Sequence[Clause]) -> set[Feature]:
    found: set[Feature] = set()
    for clause in clauses:
        signs = ["^", *[_sign(part.kinds, part.text) for part in clause.parts], "?" if clause.asked else "$"]
        told = [sign for sign in signs if sign != "*"]
        found.update([("kind", kind) for kind in clause.kinds])
        found.update([("word", word) for word in clause.text.split()])
        found.update([(_BESIDE, one, other) for one, other in pairwise(signs)])
        found.update([(_THEN, one, other) for one, other in pairwise(told)])
    parts = sum(len(clause.parts) for clause in clauses)
    found.add(("long", str(min(parts // 6, 5))))
    found.add(("clauses", str(min(len(clauses), 4))))
    return found


def _sign(kinds: Kinds, text: str) -> str:
    """How a part is read: its kinds, or itself when it shows how a sentence is built."""
    return _joined(kinds) if kinds else text if text in _PLAIN else "*"


@lru_cache(maxsize=4096)
def _joined(kinds: Kinds) -> str:
    return "/".join(sorted(kinds))
