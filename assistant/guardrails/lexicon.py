"""Patterns as data, found in linear time whatever the message.

A lexicon is read from YAML (see `lexicon_file`). Its patterns are RE2 expressions over the normalised text:
lower case, no accents, no apostrophes, words separated by single spaces. Every pattern is bounded by words on
both sides. What would need a look-behind (negation, figure of speech, quotation, the past) is an `unless`
pattern, read in the sentence around a hit; in it `{hit}` stands for the words that were hit. An `around` pattern is
also read in the sentences beside it, for what is plain only there ("jumping off a bridge on Saturday!! Bungee").
How far both reach when there is more than one hit is said in `excuses`. A silenced hit that runs into another clause
is also looked for before and after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from assistant.domain.errors import LexiconError
from assistant.domain.reading import NormalText
from assistant.guardrails.excuses import Excuses, clause_cuts
from assistant.guardrails.expression import Expression, bounded
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.worth_trying import Wording, WorthTrying

_WINDOW = 4_000
_OVERLAP = 400
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
class Lexicon:
    """Entries compiled for search."""

    entries: tuple[LexiconEntry, ...]
    _patterns: tuple[tuple[int, Expression], ...] = field(repr=False, compare=False)
    _excuses: tuple[Excuses, ...] = field(repr=False, compare=False)
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
        excuses = [_excuses(group, patterns) for group, patterns in zip(groups, searched, strict=True)]
        worth = WorthTrying.of([pattern for group in groups for entry in group for pattern in entry.patterns])
        firsts = accumulate(map(len, searched), initial=0)
        return tuple(
            Lexicon(tuple(group), patterns, beside, worth, first)
            for group, patterns, beside, first in zip(groups, searched, excuses, firsts, strict=False)
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
        """The first place in the window that no excuse silences."""
        place = pattern.place_in(window) if pattern.is_in(window) else None
        excuses = self._excuses[number]
        while place is not None:
            start, end = place
            end = start + len(window[start:end].rstrip())
            if not excuses.silence(window, start, end):
                return start, end
            cuts = clause_cuts(window, start + 1, end - 1)
            if cuts:
                shorter = pattern.place_in(window[: cuts[-1]], start)
                if shorter and not excuses.silence(window, *shorter):
                    return shorter
            place = pattern.place_in(window, cuts[0] if cuts else max(end, start + 1))
        return None


def _searched(entries: Sequence[LexiconEntry]) -> tuple[tuple[int, Expression], ...]:
    """Every pattern with the number of its entry. Raises LexiconError."""
    repeated = {entry.id for entry in entries if sum(other.id == entry.id for other in entries) > 1}
    if repeated:
        raise LexiconError(f"lexicon ids must be unique, rename one of: {', '.join(sorted(repeated))}")
    return tuple(
        (number, expression)
        for number, entry in enumerate(entries)
        for expression in bounded(Expression, entry.id, entry.patterns)
    )


def _excuses(entries: Sequence[LexiconEntry], patterns: Sequence[tuple[int, Expression]]) -> tuple[Excuses, ...]:
    """What silences the hits of each entry, whose patterns are those of its number. Raises LexiconError."""
    hits: list[list[Expression]] = [[] for _ in entries]
    for number, pattern in patterns:
        hits[number].append(pattern)
    return tuple(Excuses.of(entry, own) for entry, own in zip(entries, hits, strict=True))


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
