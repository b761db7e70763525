"""A message as clauses of parts: each part is a word or phrase with the kinds it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from assistant.guardrails.asking.phrases import listed, load_phrases
from assistant.guardrails.asking.words import Kinds, Words, load_words

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[a-z]+(?:\+\+)?|[.!?;]+(?=\s|$)|[,():+&/=_-]+|[^\x00-\x7f]+|%")
SUBSTANCE: Final = frozenset({"ket", "med", "form", "alc", "rec", "something"})
_NO_KINDS: Final[Kinds] = frozenset()
_IS_NUMBER: Final[Kinds] = frozenset({"number"})
_LONGEST_CLAUSE: Final = 80
_REMEMBERED: Final = 3


class Part(NamedTuple):
    """A word or phrase of the normalised text at `start:end`."""

    text: str
    start: int
    end: int
    kinds: Kinds = _NO_KINDS

    def has(self, *kinds: str) -> bool:
        """Whether it is of one of the kinds."""
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True)
class Clause:
    """The parts of one sentence; `named` says whether something that can be taken was named before it."""

    parts: tuple[Part, ...]
    asked: bool
    """Whether a question mark ends it."""
    named: bool = False
    numbered: bool = False
    """Whether a bare number or a number of pieces stood in the clause before it."""
    text: str = ""
    """Its normalised words, single spaces between them, for what only a phrase shows."""
    kinds: Kinds = _NO_KINDS
    """The kinds of all its parts together."""

    _known: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """What was already found out about it, so that every rule may ask again."""

    def has(self, *kinds: str) -> bool:
        """Whether any part is of one of the kinds."""
        return not self.kinds.isdisjoint(kinds)

    def says(self, name: str) -> bool:
        """Whether its words hold the phrase of this name."""
        return name in self._said

    @cached_property
    def _said(self) -> frozenset[str]:
        return load_phrases().said_in(self.text)

    @property
    def marks(self) -> frozenset[str]:
        """Its kinds, and the names of the phrases that its words hold."""
        return self.kinds | self._said

    def once(self, name: str, find: Callable[[], bool]) -> bool:
        """What `find` says, asked only the first time."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = find()
        return known

    def places(self, *kinds: str) -> Sequence[int]:
        """Where parts of these kinds stand, in order."""
        if self.kinds.isdisjoint(kinds):
            return ()
        return [place for place, part in enumerate(self.parts) if not part.kinds.isdisjoint(kinds)]

    @cached_property
    def is_numbered(self) -> bool:
        """Whether it holds a number that counts nothing, or counts what can be taken."""
        return any(self._counts_doses(place) for place in self.places("number"))

    def bare(self, place: int) -> bool:
        """Whether nothing that it could count follows the number."""
        if place + 1 >= len(self.parts):
            return True
        after = self.parts[place + 1]
        return (
            not after.text[0].isalnum()
            or after.has("verdict", "dose", "cmp", "may", "every")
            or after.text in listed("clauses.after_number")
        )

    def _counts_doses(self, place: int) -> bool:
        return self.bare(place) or any(p.has("form", "med", "dose") for p in self.parts[place + 1 : place + 5])

    @property
    def names(self) -> bool:
        """Whether it names something that can be taken, or something was named before."""
        return self.named or self.has(*SUBSTANCE, "timed")


@lru_cache(maxsize=4)
def clauses_of(text: str, *, named: bool = False) -> tuple[Clause, ...]:
    """The clauses of a normalised text, in order; `named` begins with what was said before it.

    Kept for a moment, because several rails read the same message.
    """
    clauses: list[Clause] = []
    numbered = False
    since = 0
    for tokens, asked in _sentences(text):
        parts = _tagged(tokens)
        words = " ".join([token[0] for token in tokens])
        kinds = _NO_KINDS.union(*[part.kinds for part in parts if part.kinds])
        clause = Clause(parts, asked, named, numbered, f" {words} ", kinds)
        clauses.append(clause)
        since = 0 if clause.has(*_TAKEN) else since + 1
        named = clause.names and since < _REMEMBERED
        numbered = "number" in kinds and clause.is_numbered
    return tuple(clauses)


_TAKEN: Final = SUBSTANCE | {"timed", "dose"}
_Token = tuple[str, int, int]


def _sentences(text: str) -> Iterator[tuple[list[_Token], bool]]:
    """The words of each sentence with their places, and whether a question mark ends it."""
    plain, words = load_phrases().plain, load_words()
    vocabulary = words.vocabulary
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if len(token) >= _SHORTEST_RUN and token not in vocabulary:
            run = _split(token, words)
            if run:
                first = match.start()
                tokens += [(word, first + at, first + at + len(word)) for word, at in run]
                continue
        ends = token[0] in ".!?;"
        if ends or len(tokens) >= _LONGEST_CLAUSE:
            if tokens:
                yield tokens, "?" in token
            tokens = []
        if not ends:
            if token in _HOLES and tokens and text[tokens[-1][1] : tokens[-1][2]] == _K:
                tokens[-1] = (_K, *tokens[-1][1:])
            named = token == _K and tokens and _K in words.phrases.get(tokens[-1][0], ())
            tokens.append((token if named else plain.get(token, token), *match.span()))
    if tokens:
        yield tokens, False


_SHORTEST_RUN: Final = 7
_K: Final = "k"
"""Ketamine after "some" or before "hole", in Spanish a hasty "que"."""
_HOLES: Final = ("hole", "holes")


def _split(token: str, words: Words) -> list[tuple[str, int]]:
    """The known words of a run written without spaces, with their places; [] for anything else."""
    if not token.isalpha() or len(token) > _LONGEST_CLAUSE or not words.may_hold_telling(token):
        return []
    vocabulary = words.vocabulary
    best: list[list[tuple[str, int]] | None] = [[], *([None] * len(token))]
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - 14), end):
            known, word = best[start], token[start:end]
            if known is not None and (word in vocabulary or word in ("i", "a")):
                row = [*known, (word, start)]
                kept = best[end]
                if kept is None or len(row) < len(kept):
                    best[end] = row
    found = best[-1] or []
    telling = any(word in words.telling for word, _ in found)
    return found if len(found) > 1 and telling else []


def _tagged(tokens: Sequence[_Token]) -> tuple[Part, ...]:
    """The longest known phrase at each place, otherwise the word with what its form shows.

    What only says when ("after my last dose") stops being what is asked about, and "last" is no verb after "my".
    """
    known, numbers = load_words(), listed("clauses.number_words")
    phrases, kinds_of = known.phrases, known.kinds_of
    preposed, linking = listed("clauses.when"), listed("clauses.linking")
    parts: list[Part] = []
    place, last = 0, len(tokens) - 1
    before, after = "", False
    while place <= last:
        text, start, end = tokens[place]
        width, kinds = 1, None
        if place < last and text in phrases:
            row, kinds = _longest(phrases[text].get(tokens[place + 1][0], ()), tokens, place)
            if kinds is not None:
                width = len(row)
                text, end = " ".join(row), tokens[place + width - 1][2]
                kinds = kinds | _IS_NUMBER if row[0] in numbers else kinds
        if kinds is None:
            kinds = kinds_of(text)
            if text in numbers or text[0].isdigit():
                kinds = kinds | _IS_NUMBER
            elif text == "last" and before in _BEFORE_LAST:
                kinds = _NO_KINDS
        before = text
        if not after:
            after = text in preposed
        elif "next" not in kinds and not kinds.isdisjoint(_TIMEABLE):
            kinds = _IS_TIMED
        elif text not in preposed and text not in linking and "timed" not in kinds:
            after = False
        parts.append(Part(text, start, end, kinds))
        place += width
    return tuple(parts)


def _longest(
    rows: Sequence[tuple[tuple[str, ...], Kinds]], tokens: Sequence[_Token], place: int
) -> tuple[tuple[str, ...], Kinds | None]:
    """The first of the phrases that stands at the place, with its kinds; no kinds when none does."""
    for row, kinds in rows:
        width = len(row)
        if place + width <= len(tokens) and all(tokens[place + i][0] == row[i] for i in range(2, width)):
            return row, kinds
    return (), None


_BEFORE_LAST: Final = frozenset({"the", "my", "your", "her", "his", "our", "at", "this", "", ","})
_TIMEABLE: Final = frozenset({"ket", "form", "course", "dose"})
_IS_TIMED: Final[Kinds] = frozenset({"timed"})
