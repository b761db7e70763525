"""The words without which a pattern cannot match, so that most patterns of a lexicon need not be tried at all.

A word here is a run of letters, figures and underscores. `kill` stands for that whole word, `suic*` for any word that
begins with these four letters. Whatever a pattern says beyond that is left to the engine: needing too little is slow,
needing too much would lose a danger, so in doubt nothing is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

STEM = 4
"""Letters of a beginning."""
FIGURE = "#"
"""Any word that begins with a figure."""
_MOST_TEXTS = 256
_MOST_NEEDS = 4
_MOST_COVERS = 2
_BOUNDARY = " "
_WORD_CHARACTER = re.compile(r"\w", re.ASCII)
_RUN = re.compile(r"\w+", re.ASCII)
_SMALL_CLASS = 8
_FIGURES = re.compile(r"([0-9])-([0-9])")
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


def needed_words(pattern: str) -> tuple[Needs, ...]:
    """What each alternative of the pattern needs: its text, bounded by words, has one word of each set.

    The most telling set is first; () for an alternative of which nothing is certain.
    """
    found = []
    for branch in branches_of(pattern):
        part = _Reader(branch).row(clean=True)
        needs = _covers(part.texts, left=True, right=True) if part.texts is not None else list(part.closed)
        found.append(tuple(sorted(dict.fromkeys(needs), key=_share)[:_MOST_NEEDS]))
    return tuple(dict.fromkeys(found))


def branches_of(pattern: str) -> tuple[str, ...]:
    """The alternatives of a pattern, also when a bracket holds them all."""
    depth, last, at, parts = 0, 0, 0, []
    opened_first, closes_at = pattern.startswith("(?:"), -1
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = pattern.index("]", at + 2)
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if not depth and closes_at < 0:
                closes_at = at
        elif sign == "|" and not depth:
            parts.append(pattern[last:at])
            last = at + 1
        at += 1
    parts.append(pattern[last:])
    if len(parts) == 1 and opened_first and closes_at == len(pattern) - 1:
        return branches_of(pattern[3:-1])
    return tuple(parts) if len(parts) == 1 else tuple(inner for part in parts for inner in branches_of(part))


@dataclass(frozen=True, slots=True)
class _Part:
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


class _Run:
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

    def add(self, part: _Part) -> None:
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
        self._open += _covers(self._texts, left=self._left, right=False)
        self._closed += _covers(self._texts, left=self._left, right=True)
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

    def part(self) -> _Part:
        """All of it as one part."""
        if self._exact:
            opens = all(_opens(text) for text in self._texts)
            return _Part(self._texts, empty="" in self._texts, opens=opens, closes=self.clean)
        if self._texts != frozenset({""}):
            letters = any(text and not _opens(text) for text in self._texts)
            if letters or "" not in self._texts:
                self._settle(closed=not letters)
        open_end = (*self._needs, *self._open, *_covers(self._texts, left=self._left, right=False))
        closed_end = (*self._needs, *self._closed, *_covers(self._texts, left=self._left, right=True))
        return _Part(None, open_end, closed_end, self._empty, self._opens, self.clean)


class _Reader:
    """Reads a pattern from left to right; `at` is the next character. `clean` says that no word runs on from before."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def peek(self) -> str:
        """The next character, or nothing at the end."""
        return self._pattern[self.at : self.at + 1]

    def row(self, *, clean: bool) -> _Part:
        """Parts one after the other, up to a bar, a closing bracket or the end."""
        run = _Run(clean)
        while self.peek() not in ("", "|", ")"):
            run.add(self._quantified(clean=run.clean))
        return run.part()

    def _choice(self, *, clean: bool) -> _Part:
        branches = [self.row(clean=clean)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.row(clean=clean))
        texts = [branch.texts for branch in branches if branch.texts is not None]
        empty = any(branch.empty for branch in branches)
        opens, closes = all(b.opens for b in branches), all(b.closes for b in branches)
        if len(texts) == len(branches):
            return _Part(frozenset().union(*texts), empty=empty, opens=opens, closes=closes)
        needs = _united([_best(branch, clean=clean, right=False) for branch in branches])
        closed = _united([_best(branch, clean=clean, right=True) for branch in branches])
        return _Part(None, needs, closed, empty, opens, closes)

    def _quantified(self, *, clean: bool) -> _Part:
        part = self._item(clean=clean)
        sign = self.peek()
        if sign not in ("?", "*", "+", "{") or not sign:
            return part
        least = self._least(sign)
        if self.peek() == "?":
            self.at += 1
        if part.texts == frozenset({_BOUNDARY}):
            return part if least else replace(part, texts=frozenset({"", _BOUNDARY}), empty=True)
        if sign == "?" and part.texts is not None:
            return replace(part, texts=part.texts | {""}, empty=True)
        if least == 0:
            return _Part(None, (), (), empty=True, opens=part.opens, closes=part.closes)
        needs = part.needs if part.texts is None else tuple(_covers(part.texts, left=clean, right=False))
        return _Part(None, needs, needs, part.empty, part.opens, part.closes)

    def _least(self, sign: str) -> int:
        """How often the part stands at least; passes over the quantifier."""
        if sign != "{":
            self.at += 1
            return 1 if sign == "+" else 0
        end = self._pattern.index("}", self.at)
        numbers = self._pattern[self.at + 1 : end]
        self.at = end + 1
        return int(numbers.split(",")[0] or 0)

    def _item(self, *, clean: bool) -> _Part:
        sign = self.peek()
        self.at += 1
        if sign == "(":
            if self.peek() == "?":
                self.at = self._pattern.index(":", self.at) + 1
            part = self._choice(clean=clean)
            self.at += 1
            return part
        if sign == "[":
            return self._class()
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return _text(_BOUNDARY)
        return _Part(None) if sign == "." else _text(sign)

    def _escaped(self) -> _Part:
        sign = self.peek()
        self.at += 1
        if sign == "d":
            return _Part(frozenset("0123456789"))
        if sign in "wDSB":
            return _Part(None)
        return _text(_BOUNDARY) if sign in "bsW" or not sign.isalnum() else _Part(None)

    def _class(self) -> _Part:
        end = self._pattern.index("]", self.at + 1)
        inside = self._pattern[self.at : end]
        self.at = end + 1
        if inside.startswith("^"):
            return _Part(None)
        if not _WORD_CHARACTER.search(inside) and "\\" not in inside:
            return _text(_BOUNDARY)
        figures = _FIGURES.fullmatch(inside)
        if figures:
            return _Part(frozenset(str(number) for number in range(int(figures[1]), int(figures[2]) + 1)))
        if len(inside) > _SMALL_CLASS or "-" in inside or "\\" in inside:
            return _Part(None)
        return _Part(frozenset(_plain(sign) for sign in inside))


def _text(sign: str) -> _Part:
    plain = _plain(sign)
    boundary = plain == _BOUNDARY
    return _Part(frozenset({plain}), opens=boundary, closes=boundary)


def _plain(sign: str) -> str:
    return sign if _WORD_CHARACTER.match(sign) else _BOUNDARY


def _opens(text: str) -> bool:
    return text[:1] == _BOUNDARY


def _closes(text: str) -> bool:
    return text[-1:] == _BOUNDARY


def _united(best: Sequence[frozenset[str] | None]) -> Needs:
    known = [needed for needed in best if needed]
    return (frozenset().union(*known),) if len(known) == len(best) else ()


def _best(branch: _Part, *, clean: bool, right: bool) -> frozenset[str] | None:
    needs = branch.closed if right else branch.needs
    if branch.texts is not None:
        needs = tuple(_covers(branch.texts, left=clean, right=right))
    return min(needs, key=_share, default=None)


def _covers(texts: frozenset[str], *, left: bool, right: bool) -> list[frozenset[str]]:
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


def _share(needed: frozenset[str]) -> float:
    """About how many messages in a hundred hold one of the words, for an order only."""
    return sum(_share_of(word) for word in needed)


def _share_of(word: str) -> float:
    return (
        _USUAL_SHARE
        if word in _USUAL or word == FIGURE
        else _SELDOM_SHARE * (3 if word.endswith("*") else 1) * (9 / (len(word) + 5))
    )
