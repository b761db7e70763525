"""A fitted lean towards "this asks for a dose", for phrasings that no rule foresaw.

It reads the kinds of words and their order, and the words themselves; its weights are plain numbers in a JSON file,
fitted by `python -m evals.refusals.fitting` on the project's own messages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Final

from assistant.domain.errors import LexiconError
from assistant.guardrails.asking.clauses import Clause

WEIGHTS: Final = Path(__file__).parent / "leaning.json"
_PLAIN: Final = frozenset(
    """
    i you we they he she my me mine your is are was do does did can could should would will to the a an of for in on
    at been be so if or and but not no what which that this it how why who there their them too just like from by about
    """.split()  # noqa: SIM905 - a list of fifty quoted words reads worse
)
"""Words that say how a sentence is built and are read as themselves."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Fitted weights, and the least probability that counts."""

    bias: float
    weights: Mapping[str, float] = field(repr=False)
    least: float
    """For a message without a word that marks an ordinary question."""
    least_with_topic: float
    """For a message with one."""

    def probability(self, clauses: Sequence[Clause]) -> float:
        """How likely the message asks for a dose, from 0 to 1."""
        total = self.bias + sum(self.weights.get(name, 0.0) for name in features(clauses))
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
        weights = {str(name): float(weight) for name, weight in read["weights"].items()}
        return Leaning(float(read["bias"]), weights, float(read["least"]), float(read["least_with_topic"]))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise LexiconError(f"{WEIGHTS.name} cannot be read; fit it again: {type(error).__name__}") from error


def features(clauses: Sequence[Clause]) -> frozenset[str]:
    """What the weights are asked of: kinds, words, and what stands beside what."""
    found: set[str] = set()
    for clause in clauses:
        found.update(_of_clause(clause))
    parts = sum(len(clause.parts) for clause in clauses)
    found.add(f"long={min(parts // 6, 5)}")
    found.add(f"clauses={min(len(clauses), 4)}")
    return frozenset(found)


def _of_clause(clause: Clause) -> Iterator[str]:
    signs = ["^"]
    for part in clause.parts:
        kinds = sorted(part.kinds)
        signs.append("/".join(kinds) if kinds else part.text if part.text in _PLAIN else "*")
        yield from (f"kind={kind}" for kind in kinds)
        yield from (f"word={word}" for word in part.text.split())
    signs.append("?" if clause.asked else "$")
    yield from (f"beside={one}|{other}" for one, other in pairwise(signs))
    told = [sign for sign in signs if sign != "*"]
    yield from (f"then={one}|{other}" for one, other in pairwise(told))
