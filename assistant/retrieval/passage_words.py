"""The words of every passage, read once: what the keyword index holds and coverage is measured by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.library import Library
from assistant.retrieval.not_ours import not_ours
from assistant.retrieval.spelling import Spelling
from assistant.retrieval.synonyms import library_words
from assistant.retrieval.words import STOP_WORDS, idf_of, plain, tokens, words_and_pairs

_TELLING = 2
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as retrieval looks it up by words."""

    searched: str
    """What the keyword index is asked: with the library's words for misspelt and colloquial ones."""
    own: frozenset[str]
    """The stems of what the patient wrote, spelling mended."""
    unknown: float
    """The share of `own`, from 0 to 1, that no passage holds and no synonym explains."""


class PassageWords:
    """Words of a library: per passage, how rare each is, and what a misspelt one means."""

    def __init__(self, library: Library, strangers: Iterable[str] | None = None) -> None:
        """`strangers` are questions that the library does not answer; the packaged ones unless others are given."""
        texts = {p.id: (p.title, p.title, p.text, *p.questions, *p.asked) for p in library.passages}
        self._held = {key: tuple(w for text in own for w in words_and_pairs(text)) for key, own in texts.items()}
        self._sets = {key: frozenset(w for w in found if " " not in w) for key, found in self._held.items()}
        self._idf = idf_of(self._sets.values())
        self._rarest = max(self._idf.values(), default=1.0)
        self._strangers = [frozenset(tokens(text)) for text in (not_ours() if strangers is None else strangers)]
        self._written = Counter(word for own in texts.values() for text in own for word in _WORD.findall(plain(text)))

    @property
    def entries(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(passage id, stems and pairs of them) for the keyword index; a question is read by `words_and_pairs`."""
        return tuple(self._held.items())

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling([*(word for word, count in self._written.items() if count > 1), *STOP_WORDS])

    def read(self, question: str) -> QuestionWords:
        """The question as retrieval looks it up by words."""
        corrected = self._spelling.corrected(plain(question))
        own = frozenset(tokens(corrected))
        called, added = library_words(corrected)
        strange = own.difference(self._idf, tokens(called))
        return QuestionWords(f"{question} {corrected} {added}".rstrip(), own, len(strange) / len(own) if own else 0.0)

    def coverage(self, words: Iterable[str], passage_id: str) -> float:
        """The share, from 0 to 1, of the stems that the passage holds; rare stems weigh more. 0 for no stems."""
        held = self._sets.get(passage_id, frozenset())
        weights = {word: self.weight(word) for word in words}
        if not weights:
            return 0.0
        return sum(weight for word, weight in weights.items() if word in held) / sum(weights.values())

    def strangeness(self, words: Iterable[str]) -> float:
        """The largest share, from 0 to 1, of the stems that one question holds which the library does not answer.

        0 for fewer than two stems: a single word ("help") stands in any question.
        """
        weights = {word: self.weight(word) for word in words}
        if len(weights) < _TELLING:
            return 0.0
        shared: dict[int, float] = {}
        for word, weight in weights.items():
            for number in self._strange_words.get(word, ()):
                shared[number] = shared.get(number, 0.0) + weight
        return max(shared.values(), default=0.0) / sum(weights.values())

    @cached_property
    def _strange_words(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number, words in enumerate(self._strangers):
            for word in words:
                places.setdefault(word, []).append(number)
        return places

    def weight(self, word: str) -> float:
        """How rare the stem is in the library; a stem it never uses is as rare as can be."""
        return self._idf.get(word, self._rarest)
