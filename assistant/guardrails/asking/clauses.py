"""A message as clauses of parts: each part is a word or phrase with the kinds it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from assistant.guardrails.asking.phrases import listed, load_phrases
from assistant.guardrails.asking.words import Kinds, load_words

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[a-z]+(?:\+\+)?|[.!?;]+(?=\s|$)|[,():+&/=_-]+|[^\x00-\x7f]+|%")
_END: Final = re.compile(r"^[.!?;]")
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

    _known: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """What was already found out about it, so that every rule may ask again."""

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of all its parts together."""
        return frozenset().union(*(part.kinds for part in self.parts)) if self.parts else _NO_KINDS

    def has(self, *kinds: str) -> bool:
        """Whether any part is of one of the kinds."""
        return not self.kinds.isdisjoint(kinds)

    def says(self, name: str) -> bool:
        """Whether its words hold the phrase of this name."""
        return name in self._said

    @cached_property
    def _said(self) -> frozenset[str]:
        return load_phrases().said_in(self.text)

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


def clauses_of(text: str, *, named: bool = False) -> tuple[Clause, ...]:
    """The clauses of a normalised text, in order; `named` begins with what was said before it."""
    clauses: list[Clause] = []
    numbered = False
    since = 0
    for tokens, asked in _sentences(text):
        parts = tuple(_timed(_adjusted(_tagged(tokens))))
        words = " ".join(token.text for token in tokens)
        clause = Clause(parts, asked, named, numbered, f" {words} ")
        clauses.append(clause)
        since = 0 if clause.has(*SUBSTANCE, "timed", "dose") else since + 1
        named = clause.names and since < _REMEMBERED
        numbered = clause.is_numbered
    return tuple(clauses)


def _sentences(text: str) -> Iterator[tuple[list[Part], bool]]:
    tokens: list[Part] = []
    for match in _TOKEN.finditer(text):
        parts = _split(match[0])
        if parts:
            tokens += [Part(word, match.start() + at, match.start() + at + len(word)) for word, at in parts]
            continue
        if _END.match(match[0]) or len(tokens) >= _LONGEST_CLAUSE:
            if tokens:
                yield tokens, "?" in match[0]
            tokens = []
        if not _END.match(match[0]):
            tokens.append(Part(load_phrases().plain.get(match[0], match[0]), match.start(), match.end()))
    if tokens:
        yield tokens, False


_SHORTEST_RUN: Final = 7


def _split(token: str) -> list[tuple[str, int]]:
    """The known words of a run written without spaces, with their places; [] for anything else."""
    vocabulary = load_words().vocabulary
    if len(token) < _SHORTEST_RUN or token in vocabulary or not token.isalpha() or len(token) > _LONGEST_CLAUSE:
        return []
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
    telling = any(word in load_words().telling for word, _ in found)
    return found if len(found) > 1 and telling else []


def _tagged(tokens: Sequence[Part]) -> Iterator[Part]:
    """The longest known phrase at each place, otherwise the word with what its form shows."""
    words = load_words()
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        for row, kinds in words.phrases.get((token.text, after), ()):
            end = place + len(row)
            if end <= len(tokens) and all(tokens[place + i].text == row[i] for i in range(2, len(row))):
                number = _IS_NUMBER if token.text in listed("clauses.number_words") else _NO_KINDS
                yield Part(" ".join(row), token.start, tokens[end - 1].end, kinds | number)
                place = end
                break
        else:
            yield Part(token.text, token.start, token.end, words.single.get(token.text, _NO_KINDS) | _kinds(token.text))
            place += 1


def _kinds(word: str) -> Kinds:
    if word[0].isdigit() or word in listed("clauses.number_words"):
        return _IS_NUMBER
    words = load_words()
    return _NO_KINDS if word in words.vocabulary else words.kinds_of_name(word)


def _adjusted(parts: Iterator[Part]) -> Iterator[Part]:
    """Parts whose kinds hang on the word before ("how long does it last", but "my last one")."""
    before = ""
    for part in parts:
        if part.text == "last" and before in ("the", "my", "your", "her", "his", "our", "at", "this", "", ","):
            yield part._replace(kinds=_NO_KINDS)
        else:
            yield part
        before = part.text


def _timed(parts: Iterator[Part]) -> Iterator[Part]:
    """Parts that only say when ("after my last dose") stop being what is asked about."""
    after = False
    for part in parts:
        if after and part.has("ket", "form", "course", "dose") and not part.has("next"):
            yield part._replace(kinds=frozenset({"timed"}))
            continue
        if part.text in listed("clauses.time_prepositions") and part.text not in ("of", "about", "off", "into"):
            after = True
        elif part.text not in listed("clauses.linking") and not part.has("timed"):
            after = False
        yield part
