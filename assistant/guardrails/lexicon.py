"""Patterns as data, found in linear time whatever the message.

A lexicon is read from YAML (see `lexicon_file`). Its patterns are RE2 expressions over the normalised text:
lower case, no accents, no apostrophes, words separated by single spaces. Every pattern is bounded by words on
both sides. What would need a look-behind (negation, figure of speech, quotation, the past) is an `unless`
pattern, read in the sentence around a hit; in it `{hit}` stands for the words that were hit. An `around` pattern is
also read in the sentences beside it, for what is plain only there ("jumping off a bridge on Saturday!! Bungee").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import re2

from assistant.domain.errors import LexiconError
from assistant.domain.reading import NormalText
from assistant.guardrails.lexicon_entry import HIT_MARK, LexiconEntry
from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.worth_trying import WorthTrying, words_of

_Compiled = Any
"""A compiled RE2 expression; the vendor names no public type for it."""

_WINDOW = 4_000
_OVERLAP = 400
_SENTENCE_REACH = 160
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
class Lexicon:
    """Entries compiled for search."""

    entries: tuple[LexiconEntry, ...]
    _patterns: tuple[tuple[int, _Compiled], ...] = field(repr=False, compare=False)
    _worth: WorthTrying = field(repr=False, compare=False)
    _unless: tuple[tuple[_Compiled, ...], ...] = field(repr=False, compare=False)
    _around: tuple[tuple[_Compiled, ...], ...] = field(repr=False, compare=False)

    @staticmethod
    def load(*paths: Path) -> Lexicon:
        """The entries of these YAML files as one lexicon. Raises LexiconError naming the entry that is wrong."""
        return Lexicon.of(read_entries(paths))

    @staticmethod
    def of(entries: tuple[LexiconEntry, ...]) -> Lexicon:
        """Entries whose patterns hold no fragments any more, compiled. Raises LexiconError."""
        repeated = {entry.id for entry in entries if sum(other.id == entry.id for other in entries) > 1}
        if repeated:
            raise LexiconError(f"lexicon ids must be unique, rename one of: {', '.join(sorted(repeated))}")
        patterns: list[tuple[int, _Compiled]] = []
        unless: list[tuple[_Compiled, ...]] = []
        for number, entry in enumerate(entries):
            patterns += [(number, _compiled(entry.id, pattern)) for pattern in entry.patterns]
            unless.append(tuple(_compiled(entry.id, pattern) for pattern in entry.unless))
        around = tuple(tuple(_compiled(entry.id, pattern) for pattern in entry.around) for entry in entries)
        worth = WorthTrying.of([pattern for entry in entries for pattern in entry.patterns])
        return Lexicon(entries, tuple(patterns), worth, tuple(unless), around)

    def find(self, normal: NormalText) -> tuple[LexiconHit, ...]:
        """At most one hit for each entry, in order of appearance; () when nothing is found."""
        if not self._patterns or not normal.text:
            return ()
        found: dict[int, LexiconHit] = {}
        for window, offset, words in _windows(normal.text):
            for candidate in self._worth.among(words):
                number, pattern = self._patterns[candidate]
                if number not in found:
                    hit = self._first_hit(number, pattern, window)
                    if hit:
                        found[number] = LexiconHit(self.entries[number], offset + hit[0], offset + hit[1])
        return tuple(sorted(found.values(), key=lambda hit: (hit.start, hit.end, hit.entry.id)))

    def _first_hit(self, number: int, pattern: _Compiled, window: bytes) -> tuple[int, int] | None:
        """The first place in the window that no `unless` silences."""
        at = 0
        while (match := pattern.search(window, at)) is not None:
            start, end = match.span()
            end = start + len(window[start:end].rstrip())
            if not self._silenced(number, window, start, end):
                return start, end
            at = max(end, start + 1)
        return None

    def _silenced(self, number: int, window: bytes, start: int, end: int) -> bool:
        """Whether an `unless` of the entry matches in the sentence around the hit, or an `around` beside it."""
        beside = window[max(0, start - _SENTENCE_REACH) : end + _SENTENCE_REACH]
        if any(rule.search(beside) is not None for rule in self._around[number]):
            return True
        rules = self._unless[number]
        if not rules:
            return False
        first, last = _sentence(window, start, end)
        mark = HIT_MARK.encode("ascii")
        marked = (window[first:start] + mark + window[end:last]).lstrip()
        plain = window[first:last].lstrip()
        return any(
            rule.search(plain) is not None or (mark in rule.pattern and rule.search(marked) is not None)
            for rule in rules
        )


def _sentence(window: bytes, start: int, end: int) -> tuple[int, int]:
    """The sentence around a hit, cut at a bounded reach so that cost stays linear."""
    low, high = max(0, start - _SENTENCE_REACH), min(len(window), end + _SENTENCE_REACH)
    before = max((window.rfind(stop, low, start) for stop in (b".", b"!", b"?")), default=-1)
    after = min(
        (found for stop in (b".", b"!", b"?") if (found := window.find(stop, end, high)) >= 0), default=high - 1
    )
    return (before + 1 if before >= 0 else low), after + 1


@lru_cache(maxsize=4)
def _windows(text: str) -> tuple[tuple[bytes, int, frozenset[str]], ...]:
    """The text in overlapping pieces, each with its place and its words; a usual message is one piece.

    Kept for a moment, because every lexicon reads the same message.
    """
    plain = text if text.isascii() else _FOREIGN.sub(_PLACEHOLDER, text.translate(_LAUGHTER))
    step = _WINDOW - _OVERLAP if len(plain) > _WINDOW else max(1, len(plain))
    pieces = [(plain[offset : offset + _WINDOW], offset) for offset in range(0, len(plain), step)]
    return tuple((piece.encode("ascii"), offset, words_of(piece)) for piece, offset in pieces)


def _options() -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.dot_nl = True
    options.never_capture = True
    return options


def _bounded(pattern: str) -> bytes:
    return rf"\b(?:{pattern})(?:\b|\s|$)".encode("ascii")


def _compiled(entry_id: str, pattern: str) -> _Compiled:
    try:
        return re2.compile(_bounded(pattern), _options())
    except (re2.error, UnicodeEncodeError) as error:
        raise LexiconError(f"lexicon entry {entry_id}: a pattern does not compile as RE2: {error}") from error
