"""The words without which a pattern cannot match, so that most patterns of a lexicon need not be tried at all.

A word here is a run of letters, figures and underscores. `kill` stands for that whole word, `suic*` for any word that
begins so, `*azepam` for any that ends so, `~gurgl` for letters anywhere in one, `kill myself` for two side by side.
Whatever a pattern says beyond that is left to the engine: needing too little is slow, needing too much would lose a
danger, so in doubt nothing is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.guardrails.pattern_parts import BOUNDARY, Needs, Part, Run, covers, share

_MOST_NEEDS = 4
_MOST_UNITED = 2
_SMALL_CLASS = 8
_FIGURES = re.compile(r"([0-9])-([0-9])")
_BRACKETS = re.compile(r"\\.|\[\^?.[^\]]*\]|[()]", re.DOTALL)
"""An escaped sign or a class, which hide brackets, or a bracket."""
_WORD_CHARACTER = re.compile(r"\w", re.ASCII)


@cache
def needed_words(pattern: str) -> tuple[Needs, ...]:
    """What each alternative of the pattern needs: its text, bounded by words, has one word of each set.

    The most telling set is first; () for an alternative of which nothing is certain.
    """
    found = []
    for branch in branches_of(pattern):
        part = _Reader(branch).row(clean=True)
        needs = covers(part.texts, left=True, right=True) if part.texts is not None else list(part.closed)
        found.append(tuple(sorted(dict.fromkeys(needs), key=share)[:_MOST_NEEDS]))
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


class _Reader:
    """Reads a pattern from left to right; `at` is the next character. `clean` says that no word runs on from before."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def peek(self) -> str:
        """The next character, or nothing at the end."""
        return self._pattern[self.at : self.at + 1]

    def row(self, *, clean: bool) -> Part:
        """Parts one after the other, up to a bar, a closing bracket or the end."""
        run = Run(clean)
        while self.peek() not in ("", "|", ")"):
            for part in self._quantified(clean=run.clean):
                run.add(part)
        return run.part()

    def choice(self, *, clean: bool) -> Part:
        """Alternatives up to a closing bracket or the end."""
        branches = [self.row(clean=clean)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.row(clean=clean))
        texts = [branch.texts for branch in branches if branch.texts is not None]
        empty = any(branch.empty for branch in branches)
        opens, closes = all(b.opens for b in branches), all(b.closes for b in branches)
        if len(texts) == len(branches):
            return Part(frozenset().union(*texts), empty=empty, opens=opens, closes=closes)
        needs = _united([_ranked(branch, clean=clean, right=False) for branch in branches])
        closed = _united([_ranked(branch, clean=clean, right=True) for branch in branches])
        return Part(None, needs, closed, empty, opens, closes)

    def _quantified(self, *, clean: bool) -> tuple[Part, ...]:
        part = self._item(clean=clean)
        sign = self.peek()
        if sign not in ("?", "*", "+", "{") or not sign:
            return (part,)
        if part.texts is None or part.texts == frozenset({BOUNDARY}):
            return (self._repeated(part, sign, clean=clean),)
        least = self._least(sign)
        if self.peek() == "?":
            self.at += 1
        if sign == "?":
            return (replace(part, texts=part.texts | {""}, empty=True),)
        again = Part(None, (), (), empty=True, opens=part.opens, closes=part.closes)
        return (part, again) if least else (again,)

    def _repeated(self, part: Part, sign: str, *, clean: bool) -> Part:
        least = self._least(sign)
        if self.peek() == "?":
            self.at += 1
        if part.texts == frozenset({BOUNDARY}):
            return part if least else replace(part, texts=frozenset({"", BOUNDARY}), empty=True)
        if sign == "?" and part.texts is not None:
            return replace(part, texts=part.texts | {""}, empty=True)
        if least == 0:
            return Part(None, (), (), empty=True, opens=part.opens, closes=part.closes)
        needs = part.needs if part.texts is None else tuple(covers(part.texts, left=clean, right=False))
        return Part(None, needs, needs, part.empty, part.opens, part.closes)

    def _least(self, sign: str) -> int:
        """How often the part stands at least; passes over the quantifier."""
        if sign != "{":
            self.at += 1
            return 1 if sign == "+" else 0
        end = self._pattern.index("}", self.at)
        numbers = self._pattern[self.at + 1 : end]
        self.at = end + 1
        return int(numbers.split(",")[0] or 0)

    def _item(self, *, clean: bool) -> Part:
        sign = self.peek()
        self.at += 1
        if sign == "(":
            if self.peek() == "?":
                self.at = self._pattern.index(":", self.at) + 1
            end = _closing(self._pattern, self.at)
            part = _bracket(self._pattern[self.at : end], clean)
            self.at = end + 1
            return part
        if sign == "[":
            return self._class()
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return _text(BOUNDARY)
        return Part(None) if sign == "." else _text(sign)

    def _escaped(self) -> Part:
        sign = self.peek()
        self.at += 1
        if sign == "d":
            return Part(frozenset("0123456789"))
        if sign in "wDSB":
            return Part(None)
        return _text(BOUNDARY) if sign in "bsW" or not sign.isalnum() else Part(None)

    def _class(self) -> Part:
        end = self._pattern.index("]", self.at + 1)
        inside = self._pattern[self.at : end]
        self.at = end + 1
        if inside.startswith("^"):
            return Part(None)
        if not _WORD_CHARACTER.search(inside) and "\\" not in inside:
            return _text(BOUNDARY)
        figures = _FIGURES.fullmatch(inside)
        if figures:
            return Part(frozenset(str(number) for number in range(int(figures[1]), int(figures[2]) + 1)))
        if len(inside) > _SMALL_CLASS or "-" in inside or "\\" in inside:
            return Part(None)
        return Part(frozenset(_plain(sign) for sign in inside))


@cache
def _bracket(inside: str, clean: bool) -> Part:
    """What stands in a bracket; fragments repeat from pattern to pattern, so that each is read once."""
    return _Reader(inside).choice(clean=clean)


def _closing(pattern: str, at: int) -> int:
    """Where the bracket ends that was opened just before `at`."""
    depth = 1
    for found in _BRACKETS.finditer(pattern, at):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    raise ValueError("a bracket is never closed")


def _text(sign: str) -> Part:
    plain = _plain(sign)
    boundary = plain == BOUNDARY
    return Part(frozenset({plain}), opens=boundary, closes=boundary)


def _plain(sign: str) -> str:
    return sign if _WORD_CHARACTER.match(sign) else BOUNDARY


def _united(branches: Sequence[Needs]) -> Needs:
    """What alternatives need, whichever of them it is: one of their best sets, and one of their second best."""
    if not all(branches):
        return ()
    ranks = range(min(_MOST_UNITED, max(len(needs) for needs in branches)))
    return tuple(frozenset().union(*[needs[min(rank, len(needs) - 1)] for needs in branches]) for rank in ranks)


def _ranked(branch: Part, *, clean: bool, right: bool) -> Needs:
    """The sets that an alternative needs, the most telling first."""
    needs = branch.closed if right else branch.needs
    if branch.texts is not None:
        needs = tuple(covers(branch.texts, left=clean, right=right))
    return tuple(sorted(needs, key=share))
