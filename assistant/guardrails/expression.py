"""Expressions of RE2, which say sooner whether they are in a text than where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, Final, TypeVar

import re2
import structlog

from assistant.domain.errors import LexiconError

_log = structlog.get_logger(__name__)
_Set = Any
"""A set of RE2 expressions; the vendor names no public type for it."""
_MEMORY: Final = 8 << 20
"""Bytes that the engine may use for one expression or set, to remember where it has been."""
_END: Final = rb"\z"
"""What every text holds."""


class PatternSet:
    """Patterns over bytes, of which one pass says which a text holds; linear in the text.

    When the memory that the engine may use is too little, a set cannot be built, or it gives up in a text and says
    that nothing is there. Both are logged and the patterns are tried one by one: slower, never wrong.
    """

    def __init__(
        self,
        patterns: Sequence[bytes],
        memory: int = _MEMORY,
        empty_set: Callable[[re2.Options], _Set] = re2.Set.SearchSet,
    ) -> None:
        """Raises re2.error for what is no expression of RE2, or one that by itself needs too much memory."""
        self.patterns = tuple(patterns)
        self._known_to_fail = False
        together = empty_set(_options(memory))
        try:
            for pattern in (*self.patterns, _END):
                together.Add(pattern)
            together.Compile()
        except re2.error:
            self._known_to_fail = bool(self._singly)  # raises for the pattern that is wrong
            _log.warning("pattern_set_not_built", patterns=len(self.patterns), memory=memory)
            together = _NoSet()
        self._together = together

    def found_in(self, text: bytes) -> list[int]:
        """The numbers of the patterns that the text holds, in any order."""
        found = self._together.Match(text)
        if not found:
            return self._tried_in(text)
        end = len(self.patterns)
        return [number for number in found if number != end]

    def holds_one(self, text: bytes) -> bool:
        """Whether the text holds one of the patterns."""
        found = self._together.Match(text)
        return len(found) > 1 if found else bool(self._tried_in(text))

    def _tried_in(self, text: bytes) -> list[int]:
        """The same, pattern by pattern; a set finds the end in every text, and without it has given up."""
        if not self._known_to_fail:
            self._known_to_fail = True
            _log.error("pattern_set_gave_up", patterns=len(self.patterns))
        return [number for number, pattern in enumerate(self._singly) if pattern.search(text)]

    @cached_property
    def _singly(self) -> list[Any]:
        return [re2.compile(pattern, _options(_MEMORY)) for pattern in self.patterns]


class _NoSet:
    """Stands for a set that could not be built."""

    def Match(self, _text: bytes) -> None:  # noqa: N802 - the vendor's name
        """Nothing at all, not even the end."""


class Presence(PatternSet):
    """A pattern over bytes of which only matters whether a text holds it; linear in the text."""

    def __init__(self, pattern: bytes) -> None:
        """Raises re2.error for what is no expression of RE2."""
        super().__init__((pattern,))
        self.pattern = pattern

    is_in = PatternSet.holds_one
    """Whether the text holds it."""


class Expression(Presence):
    """A pattern that also says where.

    Whether it is there is asked with an automaton that need not know where, and has fewer states for it: most texts
    hold nothing that is looked for.
    """

    def __init__(self, pattern: bytes) -> None:
        super().__init__(pattern)
        self._places = re2.compile(pattern, _options(_MEMORY))

    def place_in(self, text: bytes, start: int = 0) -> tuple[int, int] | None:
        """The first place at or after `start` where the text holds it; None when there is none."""
        match = self._places.search(text, start)
        return None if match is None else match.span()


presence = cache(Presence)
"""The one presence of a pattern, because many entries share what silences them. Raises re2.error."""


_Made = TypeVar("_Made", bound=Presence)


def bounded(make: Callable[[bytes], _Made], entry_id: str, patterns: Sequence[str]) -> tuple[_Made, ...]:
    """Each pattern of a lexicon entry, bounded by words. Raises LexiconError naming the entry."""
    try:
        return tuple(make(rf"\b(?:{pattern})(?:\b|\s|$)".encode("ascii")) for pattern in patterns)
    except (re2.error, UnicodeEncodeError) as error:
        raise LexiconError(f"lexicon entry {entry_id}: a pattern does not compile as RE2: {error}") from error


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.dot_nl = True
    options.never_capture = True
    options.max_mem = memory
    return options
