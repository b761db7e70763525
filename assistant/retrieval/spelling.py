"""Finds the library's word behind a misspelt one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z]+")
_SHORTEST = 4
_LONG = 8


class Spelling:
    """Knows the words that the library uses and leads near misses back to them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known: set[str] = set()
        self._by_letter: dict[str, list[str]] = {}
        for word in words:
            if word not in self._known:
                self._known.add(word)
                self._by_letter.setdefault(word[0], []).append(word)

    def corrected(self, text: str) -> str:
        """`text` (lower case, no accents) with each unknown word replaced by the known one it comes nearest to."""
        return _WORD.sub(lambda found: self._nearest(found[0]) or found[0], text)

    def _nearest(self, word: str) -> str | None:
        if len(word) < _SHORTEST or word in self._known:
            return None
        allowed = 2 if len(word) >= _LONG else 1
        best: tuple[int, str] | None = None
        for known in self._by_letter.get(word[0], ()):
            if abs(len(known) - len(word)) > allowed or len(known) < _SHORTEST:
                continue
            distance = edits(word, known, allowed)
            if distance <= allowed and (best is None or (distance, known) < best):
                best = (distance, known)
        return best[1] if best else None


def edits(a: str, b: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour to get from `a` to `b`; `most` + 1 for any more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
