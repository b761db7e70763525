"""Phrases of several words, found by their first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.guardrails.dosing_lines import Line, Tokens


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases; `rests` holds, for each first word, what may follow it."""

    rests: Mapping[str, tuple[tuple[str, ...], ...]]

    def stand_at(self, line: Tokens, index: int) -> bool:
        """Whether one of the phrases begins at the index; false for an index outside the line."""
        if not 0 <= index < len(line):
            return False
        return any(
            len(rest) < len(line) - index and all(line[index + n].text == word for n, word in enumerate(rest, 1))
            for rest in self.rests.get(line[index].text, ())
        )

    def stand_in(self, line: Tokens) -> bool:
        """Whether one of the phrases stands anywhere in the line."""
        if isinstance(line, Line) and line.words.isdisjoint(self.rests):
            return False
        return any(token.text in self.rests and self.stand_at(line, index) for index, token in enumerate(line))


def phrases(*wanted: tuple[str, ...]) -> Phrases:
    """The wanted phrases, each given word by word."""
    rests: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in wanted:
        rests[first] = (*rests.get(first, ()), tuple(rest))
    return Phrases(rests)
