"""A message as clauses of parts: each part is a word or phrase with the kinds it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Final, NamedTuple

from assistant.domain.reading import NormalText
from assistant.guardrails.asking.phrases import listed, load_phrases
from assistant.guardrails.asking.tokens import Token, sentences
from assistant.guardrails.asking.words import Kinds, load_words
from assistant.guardrails.usual_words import USUAL_WORDS

SUBSTANCE: Final = frozenset({"ket", "med", "form", "alc", "rec", "something"})
_NO_KINDS: Final[Kinds] = frozenset()
_IS_NUMBER: Final[Kinds] = frozenset({"number"})
LONGEST: Final = 24_000
"""Characters of a message that are read; the page takes 20,000."""
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


def clauses_in(normal: NormalText, *, named: bool = False) -> tuple[Clause, ...]:
    """The clauses of a message as far as it is read, worked out once because several rails ask."""
    return normal.once(("clauses", named), lambda: clauses_of(normal.text[:LONGEST], named=named))


def clauses_of(text: str, *, named: bool = False) -> tuple[Clause, ...]:
    """The clauses of a normalised text, in order; `named` begins with what was said before it."""
    clauses: list[Clause] = []
    numbered = False
    since = 0
    for tokens, asked in sentences(text):
        parts = _tagged(tokens)
        words = " ".join([word for word, _, _ in tokens])
        kinds = _NO_KINDS.union(*[part.kinds for part in parts if part.kinds])
        clause = Clause(parts, asked, named, numbered, f" {words} ", kinds)
        clauses.append(clause)
        since = since + 1 if kinds.isdisjoint(_TAKEN) else 0
        named = clause.names and since < _REMEMBERED
        numbered = "number" in kinds and clause.is_numbered
    return tuple(clauses)


_TAKEN: Final = SUBSTANCE | {"timed", "dose"}
_part: Final = partial(tuple.__new__, Part)
"""Makes a part of a tuple, which takes half as long as its constructor."""


def _tagged(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """The longest known phrase at each place, otherwise the word with what its form shows.

    What only says when ("after my last dose") stops being what is asked about, and "last" is no verb after "my".
    """
    known, numbers = _known(), listed("clauses.number_words")
    parts: list[Part] = []
    last, resumes = len(tokens) - 1, 0
    before, after = "", False
    for place, token in enumerate(tokens):
        if place < resumes:
            continue
        text, start, end = token
        word = known.get(text)
        if word is None:
            first = text[0]
            kinds = _kinds_of(text[:_LONGEST_TOLD]) if len(text) > _TOO_SHORT or not "a" <= first <= "z" else _NO_KINDS
            before, preposed, linking = text, False, False
        else:
            kinds, phrases, preposed, linking = word
            rows = phrases.get(tokens[place + 1][0]) if phrases and place < last else None
            row, longer = _longest(rows, tokens, place) if rows else ((), None)
            if longer is not None:
                resumes = place + len(row)
                kinds = longer | _IS_NUMBER if text in numbers else longer
                text, end = " ".join(row), tokens[resumes - 1][2]
                preposed, linking = text in listed("clauses.when"), text in listed("clauses.linking")
            elif text == "last" and before in _BEFORE_LAST:
                kinds = _NO_KINDS
            before = text
        if not after:
            after = preposed
        elif "next" not in kinds and not kinds.isdisjoint(_TIMEABLE):
            kinds = _IS_TIMED
        elif not preposed and not linking and "timed" not in kinds:
            after = False
        parts.append(_part((text, start, end, kinds)))
    return tuple(parts)


class _Known(NamedTuple):
    """What there is to know of a word that the packaged words and lists name."""

    kinds: Kinds
    """As a word that belongs to no phrase."""
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Kinds], ...]]
    """Those that begin with it, by their second word."""
    preposed: bool
    linking: bool


@cache
def _known() -> Mapping[str, _Known]:
    words, preposed, linking = load_words(), listed("clauses.when"), listed("clauses.linking")
    named = frozenset().union(words.vocabulary, words.single, words.phrases, load_phrases().plain.values(), USUAL_WORDS)
    named |= listed("clauses.number_words") | preposed | linking
    return {
        word: _Known(_kinds_of(word), words.phrases.get(word, {}), word in preposed, word in linking) for word in named
    }


def _kinds_of(word: str) -> Kinds:
    """The kinds of a word that belongs to no phrase. A patient's own words are looked at anew each time."""
    kinds = load_words().kinds_of(word)
    is_number = word in listed("clauses.number_words") or word[0].isdigit()
    return kinds | _IS_NUMBER if is_number else kinds


_LONGEST_TOLD: Final = 41
"""Letters of a word that say what it is: longer ones are no names, whatever follows."""
_TOO_SHORT: Final = 5
"""Letters of a word that is no name unless it is known."""


def _longest(
    rows: Sequence[tuple[tuple[str, ...], Kinds]], tokens: Sequence[Token], place: int
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
