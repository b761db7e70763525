"""The texts that a simple pattern stands for, so that words can be looked up instead of searched for."""

from __future__ import annotations

from itertools import product

from assistant.domain.errors import LexiconError

_MOST = 400
_ENDLESS = frozenset("\\.*+{}^$")


def spelt_out(pattern: str) -> tuple[str, ...] | None:
    """Every text the pattern matches, made of letters, groups, choices, classes and `?`; None when it says more.

    None also when it stands for more than 400 texts. Raises LexiconError for a bracket without its fellow.
    """
    if not _ENDLESS.isdisjoint(pattern):
        return None
    reader = _Reader(pattern)
    try:
        found = reader.choice()
    except _TooManyError:
        return None
    if reader.at < len(pattern):
        raise LexiconError(f"a bracket closes that was never opened: {pattern}")
    return tuple(dict.fromkeys(found))


class _TooManyError(Exception):
    """The pattern stands for more texts than are worth writing down."""


class _Reader:
    """Reads a pattern from left to right; `at` is the next character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def choice(self) -> list[str]:
        """The texts of alternatives up to a closing bracket or the end."""
        found = self._row()
        while self._next() == "|":
            self.at += 1
            found += self._row()
        return found

    def _row(self) -> list[str]:
        texts = [""]
        while (sign := self._next()) not in ("", "|", ")"):
            items = self._item(sign)
            if self._next() == "?":
                self.at += 1
                items = [*items, ""]
            if len(texts) * len(items) > _MOST:
                raise _TooManyError
            texts = [before + item for before, item in product(texts, items)]
        return texts

    def _item(self, sign: str) -> list[str]:
        self.at += 1
        if sign == "(":
            if self._pattern.startswith("?:", self.at):
                self.at += 2
            found = self.choice()
            self._close(")")
            return found
        if sign == "[":
            end = self._pattern.find("]", self.at)
            letters, self.at = self._pattern[self.at : end if end >= 0 else None], end if end >= 0 else self.at
            self._close("]")
            return list(letters)
        return [sign]

    def _close(self, bracket: str) -> None:
        if self._next() != bracket:
            raise LexiconError(f"a bracket is never closed: {self._pattern}")
        self.at += 1

    def _next(self) -> str:
        return self._pattern[self.at : self.at + 1]
