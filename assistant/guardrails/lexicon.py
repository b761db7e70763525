"""Patterns as data, found in linear time whatever the message.

A lexicon is read from YAML (see `lexicon_file`). Its patterns are RE2 expressions over the normalised text:
lower case, no accents, no apostrophes, words separated by single spaces. Every pattern is bounded by words on
both sides. What would need a look-behind (negation, figure of speech, quotation, the past) is an `unless`
pattern, read in the sentence around a hit; in it `{hit}` stands for the words that were hit. An `around` pattern is
also read in the sentences beside it, for what is plain only there ("jumping off a bridge on Saturday!! Bungee").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import re2

from assistant.domain.errors import LexiconError
from assistant.domain.reading import NormalText
from assistant.guardrails.expression import Expression, Presence, presence
from assistant.guardrails.lexicon_entry import HIT_MARK, LexiconEntry
from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.worth_trying import Wording, WorthTrying

_Made = TypeVar("_Made", bound=Presence)

_WINDOW = 4_000
_OVERLAP = 400
_SENTENCE_REACH = 160
_MARK = HIT_MARK.encode("ascii")
_STOPS = (b".", b"!", b"?")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_PLACEHOLDER = "\x7f"
_LAUGHTER = str.maketrans(dict.fromkeys("😂🤣😆😹", "\x01"))
"""Laughing faces become one character that the shared fragment `joke` knows."""


@dataclass(frozen=True, slots=True)
class LexiconHit:
    """An entry found at `text[start:end]` of the normalised text."""

    entry: LexiconEntry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rules:
    """What silences the hits of one entry."""

    unless: tuple[Presence, ...]
    marked: tuple[Presence, ...]
    """Those of `unless` that speak of the hit."""
    around: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries compiled for search."""

    entries: tuple[LexiconEntry, ...]
    _patterns: tuple[tuple[int, Expression], ...] = field(repr=False, compare=False)
    _rules: tuple[_Rules, ...] = field(repr=False, compare=False)
    _worth: WorthTrying = field(repr=False, compare=False)
    """What is worth trying of its own patterns, or of those of several lexicons together."""
    _first: int = field(repr=False, compare=False)
    """The place of its first pattern among those of `_worth`."""

    @staticmethod
    def load(*paths: Path) -> Lexicon:
        """The entries of these YAML files as one lexicon. Raises LexiconError naming the entry that is wrong."""
        return Lexicon.of(read_entries(paths))

    @staticmethod
    def of(entries: Sequence[LexiconEntry]) -> Lexicon:
        """Entries whose patterns hold no fragments any more, compiled. Raises LexiconError."""
        return Lexicon.together((entries,))[0]

    @staticmethod
    def together(groups: Sequence[Sequence[LexiconEntry]]) -> tuple[Lexicon, ...]:
        """A lexicon of each group; what is worth trying on a text is looked up once for all. Raises LexiconError."""
        searched = [_searched(group) for group in groups]
        rules = [tuple(_rules(entry) for entry in group) for group in groups]
        worth = WorthTrying.of([pattern for group in groups for entry in group for pattern in entry.patterns])
        firsts = accumulate(map(len, searched), initial=0)
        return tuple(
            Lexicon(tuple(group), patterns, beside, worth, first)
            for group, patterns, beside, first in zip(groups, searched, rules, firsts, strict=False)
        )

    def find(self, normal: NormalText) -> tuple[LexiconHit, ...]:
        """At most one hit for each entry, in order of appearance; () when nothing is found."""
        if not self._patterns or not normal.text:
            return ()
        found: dict[int, LexiconHit] = {}
        first, last = self._first, self._first + len(self._patterns)
        for window, offset, worth in _worth_trying(normal, self._worth):
            for candidate in worth[bisect_left(worth, first) : bisect_left(worth, last)]:
                number, pattern = self._patterns[candidate - first]
                if number not in found:
                    hit = self._first_hit(number, pattern, window)
                    if hit:
                        found[number] = LexiconHit(self.entries[number], offset + hit[0], offset + hit[1])
        return tuple(sorted(found.values(), key=lambda hit: (hit.start, hit.end, hit.entry.id)))

    def _first_hit(self, number: int, pattern: Expression, window: bytes) -> tuple[int, int] | None:
        """The first place in the window that no `unless` silences."""
        place = pattern.place_in(window) if pattern.is_in(window) else None
        while place is not None:
            start, end = place
            end = start + len(window[start:end].rstrip())
            if not self._silenced(number, window, start, end):
                return start, end
            place = pattern.place_in(window, max(end, start + 1))
        return None

    def _silenced(self, number: int, window: bytes, start: int, end: int) -> bool:
        """Whether an `unless` of the entry matches in the sentence around the hit, or an `around` beside it."""
        rules = self._rules[number]
        beside = window[max(0, start - _SENTENCE_REACH) : end + _SENTENCE_REACH]
        if any(rule.is_in(beside) for rule in rules.around):
            return True
        if not rules.unless:
            return False
        first, last = _sentence(window, start, end)
        marked = (window[first:start] + _MARK + window[end:last]).lstrip()
        plain = window[first:last].lstrip()
        return any(rule.is_in(marked) for rule in rules.marked) or any(rule.is_in(plain) for rule in rules.unless)


def _searched(entries: Sequence[LexiconEntry]) -> tuple[tuple[int, Expression], ...]:
    """Every pattern with the number of its entry. Raises LexiconError."""
    repeated = {entry.id for entry in entries if sum(other.id == entry.id for other in entries) > 1}
    if repeated:
        raise LexiconError(f"lexicon ids must be unique, rename one of: {', '.join(sorted(repeated))}")
    return tuple(
        (number, expression)
        for number, entry in enumerate(entries)
        for expression in _made(Expression, entry.id, entry.patterns)
    )


def _rules(entry: LexiconEntry) -> _Rules:
    unless = _made(presence, entry.id, entry.unless)
    marked = tuple(rule for rule in unless if _MARK in rule.pattern)
    return _Rules(unless, marked, _made(presence, entry.id, entry.around))


def _sentence(window: bytes, start: int, end: int) -> tuple[int, int]:
    """The sentence around a hit, cut at a bounded reach so that cost stays linear."""
    low, high = max(0, start - _SENTENCE_REACH), min(len(window), end + _SENTENCE_REACH)
    before = max((window.rfind(stop, low, start) for stop in _STOPS), default=-1)
    after = min((found for stop in _STOPS if (found := window.find(stop, end, high)) >= 0), default=high - 1)
    return (before + 1 if before >= 0 else low), after + 1


def _worth_trying(normal: NormalText, worth: WorthTrying) -> tuple[tuple[bytes, int, list[int]], ...]:
    """The text in overlapping pieces, each with its place and the numbers of the patterns that may match it, in order.

    Worked out once, because several lexicons read the same message.
    """
    return normal.once(
        worth, lambda: tuple((wording.text, offset, worth.among(wording)) for wording, offset in _windows(normal))
    )


def _windows(normal: NormalText) -> tuple[tuple[Wording, int], ...]:
    """The wording of the text in overlapping pieces, each with its place; a usual message is one piece."""
    return normal.once("windows", lambda: _cut(normal.text))


def _cut(text: str) -> tuple[tuple[Wording, int], ...]:
    plain = text if text.isascii() else _FOREIGN.sub(_PLACEHOLDER, text.translate(_LAUGHTER))
    step = _WINDOW - _OVERLAP if len(plain) > _WINDOW else max(1, len(plain))
    return tuple((Wording.of(plain[offset : offset + _WINDOW]), offset) for offset in range(0, len(plain), step))


def _made(make: Callable[[bytes], _Made], entry_id: str, patterns: Sequence[str]) -> tuple[_Made, ...]:
    """Each pattern bounded by words. Raises LexiconError."""
    try:
        return tuple(make(rf"\b(?:{pattern})(?:\b|\s|$)".encode("ascii")) for pattern in patterns)
    except (re2.error, UnicodeEncodeError) as error:
        raise LexiconError(f"lexicon entry {entry_id}: a pattern does not compile as RE2: {error}") from error
