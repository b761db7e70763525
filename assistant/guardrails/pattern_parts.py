"""What is known of a part of a pattern, and the words that every text of it must hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

SHORTEST_STEM, LONGEST_STEM = 2, 24
STEM_MARK = "*"
"""Letters of a beginning (`suic*`) or an end (`*azepam`) of a word, and the mark after or before them."""
WITHIN = "~"
"""Before letters that stand somewhere in a word, such as `~gurgl`."""
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
_FREQUENT = frozenset(
    """
    like about been one since her now know says said there back feel then him after his hes years cant last off two
    session told time did day say because does every night we think home put work down them people shes over by id
    thing tell week good again still who days went before keep wife never only see ya as husband thats come anything
    theres here sleep myself took three first something came kids should nobody year more nothing anyone asked mom le
    weeks take bit left old stop wont everyone where didnt room bad los las ok house today tonight need help make any
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)
"""Words that one message in twenty holds."""
_USUAL_SHARE, _FREQUENT_SHARE, _SELDOM_SHARE, _PAIR_SHARE = 0.3, 0.06, 0.01, 0.6
_PARTIAL_TIMES = {2: 20, 3: 6, 4: 3}
"""How much oftener so many letters begin or end a word than they are one."""

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
    """Up to two sets of words and pairs, of each of which every text holds one; [] when a text has no certain word."""
    rows = [_words(text, left=left, right=right) for text in texts]
    found: list[frozenset[str]] = []
    while len(found) < _MOST_COVERS and all(rows):
        cover = _cover(rows)
        found.append(cover)
        rows = [_unspent(row, cover) for row in rows]
    return found


def _words(text: str, *, left: bool, right: bool) -> set[str]:
    """Every certain word of a text, and every two whole ones that stand side by side (`kill myself`)."""
    runs = list(_RUN.finditer(text))
    row = [_certain(run, text, left=left, right=right) for run in runs]
    whole = [word == run[0] for run, word in zip(runs, row, strict=True)]
    pairs = {f"{row[place]} {row[place + 1]}" for place in range(len(row) - 1) if whole[place] and whole[place + 1]}
    return {word for word in row if word} | pairs


def _unspent(row: set[str], cover: frozenset[str]) -> set[str]:
    """The words of a text that say more than those that cover it."""
    chosen = row & cover
    return row - chosen - {word for pair in chosen for word in pair.split()}


def _cover(rows: Sequence[set[str]]) -> frozenset[str]:
    """A set of seldom words that meets every row, chosen greedily."""
    chosen: set[str] = set()
    left = list(rows)
    while left:
        counts = Counter(word for row in left for word in row)
        word = min(counts, key=lambda word: (_share_of(word) / counts[word], word))
        chosen.add(word)
        left = [row for row in left if word not in row]
    return frozenset(word for word in chosen if BOUNDARY not in word or chosen.isdisjoint(word.split()))


def _certain(run: re.Match[str], text: str, *, left: bool, right: bool) -> str:
    """The run as a whole word, a beginning, an end, or some letters of a word; nothing when it is too short."""
    opens, ends = left or run.start() > 0, right or run.end() < len(text)
    if opens and ends:
        return run[0]
    if len(run[0]) < SHORTEST_STEM:
        return FIGURE if opens and run[0].isdigit() else ""
    if opens:
        return run[0][:LONGEST_STEM] + STEM_MARK
    return STEM_MARK + run[0][-LONGEST_STEM:] if ends else WITHIN + run[0]


def share(needed: frozenset[str]) -> float:
    """About how many messages in a hundred hold one of the words, for an order only."""
    return sum(_share_of(word) for word in needed)


def _share_of(word: str) -> float:
    first, beside, second = word.partition(BOUNDARY)
    if beside:
        return _PAIR_SHARE * _share_of(first) * _share_of(second)
    if word in _USUAL or word == FIGURE:
        return _USUAL_SHARE
    if word in _FREQUENT:
        return _FREQUENT_SHARE
    letters = len(word.strip(STEM_MARK + WITHIN))
    return _SELDOM_SHARE * 9 / (letters + 5) * (1 if letters == len(word) else _PARTIAL_TIMES.get(letters, 2))
