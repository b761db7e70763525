"""What silences the hits of a lexicon entry, and how far each excuse reaches.

An `unless` is read in the sentence of a hit, an `around` also in the sentences beside it. Where another clause there is
hit as well, an excuse speaks of the hit in its own clause, and one between two hits of the first: "my first husband
hit me, but that was thirty years ago, and my boyfriend hits me" excuses the first husband alone. Reaches are bounded,
so that cost stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.guardrails.expression import Expression, Presence, bounded, presence
from assistant.guardrails.lexicon_entry import HIT_MARK, LexiconEntry

_REACH: Final = 160
_MARK: Final = HIT_MARK.encode("ascii")
_STOPS: Final = (b".", b"!", b"?")
_ENDS: Final = b" .,;!?"
_CUT: Final = re.compile(rb"[.!?;]|,? (?=(?:but|so|pero|asi que) )|, (?=(?:and|then|now|yet|y|ahora) )")
"""Between two clauses that each say something of their own; a bare comma or "and" only continues one."""
_JOINT: Final = re.compile(rb" ?(?:but|so|pero|asi que|and|then|now|yet|y|ahora) ")
"""What a clause may begin with."""


@dataclass(frozen=True, slots=True)
class Excuses:
    """What silences the hits of one entry."""

    hits: tuple[Expression, ...]
    """The patterns that are hit."""
    unless: tuple[Presence, ...]
    marked: tuple[Presence, ...]
    """Those of `unless` that speak of the hit."""
    around: tuple[Presence, ...]

    @staticmethod
    def of(entry: LexiconEntry, hits: Sequence[Expression]) -> Excuses:
        """The excuses of the entry whose patterns these are. Raises LexiconError."""
        unless = bounded(presence, entry.id, entry.unless)
        marked = tuple(rule for rule in unless if _MARK in rule.pattern)
        return Excuses(tuple(hits), unless, marked, bounded(presence, entry.id, entry.around))

    def silence(self, window: bytes, start: int, end: int) -> bool:
        """Whether an excuse that may speak of the hit at `start:end` stands in its sentence or beside it."""
        low, high = max(0, start - _REACH), min(len(window), end + _REACH)
        if not self._stand_in(window, start, end, low, high):
            return False
        first, last = self._own_part(window, start, end, low, high)
        return (first, last) == (low, high) or self._stand_in(window, start, end, first, last)

    def _stand_in(self, window: bytes, start: int, end: int, low: int, high: int) -> bool:
        """Whether an excuse stands in what lies between `low` and `high` of the sentence, or an `around` there."""
        if any(rule.is_in(window[low:high]) for rule in self.around):
            return True
        if not self.unless:
            return False
        first, last = _sentence(window, start, end, low, high)
        marked = (window[first:start] + _MARK + window[end:last]).lstrip()
        plain = window[first:last].lstrip()
        return any(rule.is_in(marked) for rule in self.marked) or any(rule.is_in(plain) for rule in self.unless)

    def _own_part(self, window: bytes, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """The part between `low` and `high` in which an excuse speaks of this hit and not of one in another clause."""
        cuts = clause_cuts(window, low, high)
        before = [low, *(cut for cut in cuts if cut <= start)]
        after = [*(cut for cut in cuts if cut >= start + len(window[start:end].rstrip(_ENDS))), high]
        earlier = any(self._hit(window[a:b]) for a, b in reversed([*pairwise(before)]))
        later = (a for a, b in pairwise(after) if self._hit(window[a:b]))
        return (before[-1] if earlier else low), next(later, high)

    def _hit(self, clause: bytes) -> bool:
        """Whether the clause is hit, with or without the word that joins it to the one before."""
        joint = _JOINT.match(clause)
        forms = (clause, clause[joint.end() :]) if joint else (clause,)
        return any(pattern.is_in(form) for form in forms for pattern in self.hits)


def clause_cuts(window: bytes, start: int, end: int) -> list[int]:
    """Where clauses end between `start` and `end`, in order; stops and commas stay with what they end."""
    return [match.end() for match in _CUT.finditer(window, start, end)]


def _sentence(window: bytes, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The sentence around a hit, as far as it lies between `low` and `high`."""
    before = max((window.rfind(stop, low, start) for stop in _STOPS), default=-1)
    after = min((found for stop in _STOPS if (found := window.find(stop, end, high)) >= 0), default=high - 1)
    return (before + 1 if before >= 0 else low), after + 1
