"""What is known of a part of a pattern, and the words that every text of it must hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

STEM = 4
"""Letters of a beginning."""
FIGURE = "#"
"""Any word that begins with a figure."""
_MOST_TEXTS = 256
_MOST_COVERS = 2
BOUNDARY = " "
_RUN = re.compile(r"\w+", re.ASCII)
_USUAL = frozenset(
    """
    i im ive me my you he she they it is was are be been am a an the this that to of in on at for from with and or but
    so if not no do dont did have has had will would can could just what when how all up out get got go going want
    de la el que y en un una lo me mi no se con por para es
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)
"""Words that nearly every message holds: needing one of them excludes little."""
_USUAL_SHARE, _SELDOM_SHARE = 0.3, 0.01

Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a part of a pattern."""

    texts: frozenset[str] | None
    """Everything it can match, when that is little; other signs than those of words are a space."""
    needs: Needs = ()
    closed: Needs = ()
    """What it needs when no letter follows it."""
    empty: bool = False
    """Whether it may match nothing."""
    opens: bool = False
    """Whether it begins with no letter or figure, if it matches anything."""
    closes: bool = False
    """Whether it ends with none, if it matches anything."""


class Run:
    """Parts in a row, as far as they are read."""

    def __init__(self, clean: bool) -> None:
        self._texts: frozenset[str] = frozenset({""})
        self._left = clean
        self._exact = True
        self._empty = self._opens = True
        self._needs: list[frozenset[str]] = []
        self._open: list[frozenset[str]] = []
        self._closed: list[frozenset[str]] = []
        """What is needed further, if a letter may follow and if none can; settled by what comes next."""

    @property
    def clean(self) -> bool:
        """Whether no word runs on from here."""
        return all(_closes(text) if text else self._left for text in self._texts)

    def add(self, part: Part) -> None:
        """One more part."""
        here = self.clean
        self._opens = self._opens and part.opens if self._empty else self._opens
        self._empty = self._empty and part.empty
        if part.texts is not None and len(self._texts) * len(part.texts) <= _MOST_TEXTS:
            if "" not in part.texts:
                self._settle(closed=part.opens)
            elif not all(_opens(text) for text in part.texts if text):
                self._settle(closed=False)
            self._texts = frozenset(before + after for before, after in product(self._texts, part.texts))
            return
        self._open += covers(self._texts, left=self._left, right=False)
        self._closed += covers(self._texts, left=self._left, right=True)
        if not part.opens or not part.empty:
            self._settle(closed=part.opens)
        self._exact = False
        if part.texts is not None:
            self._texts, self._left = part.texts, here
            return
        self._open += part.needs
        self._closed += part.closed
        self._texts, self._left = frozenset({""}), part.closes and (here or not part.empty)

    def _settle(self, *, closed: bool) -> None:
        self._needs += self._closed if closed else self._open
        self._open, self._closed = [], []

    def part(self) -> Part:
        """All of it as one part."""
        if self._exact:
            opens = all(_opens(text) for text in self._texts)
            return Part(self._texts, empty="" in self._texts, opens=opens, closes=self.clean)
        if self._texts != frozenset({""}):
            letters = any(text and not _opens(text) for text in self._texts)
            if letters or "" not in self._texts:
                self._settle(closed=not letters)
        open_end = (*self._needs, *self._open, *covers(self._texts, left=self._left, right=False))
        closed_end = (*self._needs, *self._closed, *covers(self._texts, left=self._left, right=True))
        return Part(None, open_end, closed_end, self._empty, self._opens, self.clean)


def _opens(text: str) -> bool:
    return text[:1] == BOUNDARY


def _closes(text: str) -> bool:
    return text[-1:] == BOUNDARY


def covers(texts: frozenset[str], *, left: bool, right: bool) -> list[frozenset[str]]:
    """Up to two sets of words, of each of which every text holds one; [] when a text has no certain word."""
    rows = [
        {word for run in _RUN.finditer(text) if (word := _certain(run, text, left=left, right=right))} for text in texts
    ]
    found: list[frozenset[str]] = []
    while len(found) < _MOST_COVERS and all(rows):
        cover = _cover(rows)
        found.append(cover)
        rows = [row - cover for row in rows]
    return found


def _cover(rows: Sequence[set[str]]) -> frozenset[str]:
    """A set of seldom words that meets every row, chosen greedily."""
    chosen: set[str] = set()
    left = list(rows)
    while left:
        counts = Counter(word for row in left for word in row)
        word = min(counts, key=lambda word: (_share_of(word) / counts[word], word))
        chosen.add(word)
        left = [row for row in left if word not in row]
    return frozenset(chosen)


def _certain(run: re.Match[str], text: str, *, left: bool, right: bool) -> str:
    """The run as a whole word or a beginning; nothing when letters may stand before it."""
    if not (left or run.start() > 0):
        return ""
    if right or run.end() < len(text):
        return run[0]
    if run[0][0].isdigit():
        return FIGURE
    return f"{run[0][:STEM]}*" if len(run[0]) >= STEM else ""


def share(needed: frozenset[str]) -> float:
    """About how many messages in a hundred hold one of the words, for an order only."""
    return sum(_share_of(word) for word in needed)


def _share_of(word: str) -> float:
    return (
        _USUAL_SHARE
        if word in _USUAL or word == FIGURE
        else _SELDOM_SHARE * (3 if word.endswith("*") else 1) * (9 / (len(word) + 5))
    )
