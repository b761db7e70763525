"""Whether an answer says what a right answer must say: an approximation by meaning, with its own control.

A fact counts as said when one sentence of the answer, or two that follow each other, come near to it. Similarity does
not see "not": a figure for wrong statements would need a person or a judge, and is only hinted at by the closeness of
whole sentences with as many denials as the fact.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.reading import Vector
from assistant.retrieval.words import tokens
from evals.statistics import Proportion

Embed = Callable[[Sequence[str]], tuple[Vector, ...]]

NEAR = 0.5
"""Cosine from which a fact counts as said; `Fact check` in the report shows how often facts of another question do."""
_ALL_BUT = 0.75
_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|nor|cannot|without|nunca|nadie|sin)\b|n't\b", re.IGNORECASE)
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Stated:
    """How many facts of one answer were said, of how many."""

    must: Proportion
    must_not: Proportion


class Facts:
    """Compares facts with answers; every text is embedded once."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, Vector] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Embed these texts now, in batches."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            self._known.update(zip(batch, self._embed(batch), strict=True))

    def stated(self, sentences: Sequence[str], must: Sequence[str], must_not: Sequence[str]) -> Stated:
        """The facts that the sentences say; the wrong ones only when nearly in so many words."""
        windows = _windows(sentences)
        self.learn([*windows, *must])
        said = sum(any(self._near(fact, window) for window in windows) for fact in must)
        wrong = sum(any(in_so_many_words(fact, sentence) for sentence in sentences) for fact in must_not)
        return Stated(Proportion(said, len(must)), Proportion(wrong, len(must_not)))

    def _near(self, fact: str, text: str) -> bool:
        return sum(a * b for a, b in zip(self._known[fact], self._known[text], strict=True)) >= NEAR


def in_so_many_words(fact: str, sentence: str) -> bool:
    """Whether the sentence holds three quarters of the fact's words and denies as often as it does."""
    words = set(tokens(fact))
    held = len(words & set(tokens(sentence)))
    denials = (len(_DENIES.findall(text)) for text in (fact, sentence))
    return bool(words) and held >= _ALL_BUT * len(words) and len(set(denials)) == 1


def _windows(sentences: Sequence[str]) -> list[str]:
    pairs = itertools.pairwise(sentences)
    return [*sentences, *(f"{one} {two}" for one, two in pairs)]
