"""Patterns of words and kinds of words: "crush|grind ..3 @form" is a word, up to three of any, and a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.guardrails.dosing_lines import Line
from assistant.guardrails.dosing_tokens import Token

_GAP: Final = ".."
_GROUPS: Final[Mapping[str, frozenset[str]]] = {
    "drug": frozenset({"medicine", "generic", "form"}),
    "thing": frozenset({"medicine", "generic", "form", "alcohol", "recreational", "drink_form"}),
    "intoxicant": frozenset({"alcohol", "recreational"}),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: a word or a kind, at most `gap` tokens behind the place before."""

    words: frozenset[str]
    kinds: frozenset[str]
    gap: int

    def fits(self, token: Token) -> bool:
        """Whether the token can stand here."""
        return token.text in self.words or not self.kinds.isdisjoint(token.kinds)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps that follow each other within a line."""

    steps: tuple[Step, ...]

    def end(self, line: Line, start: int) -> int:
        """Where a match that begins at `start` ends; -1 when there is none."""
        return self._end(line, start, 0) if self.steps[0].fits(line[start]) else -1

    def _end(self, line: Line, at: int, step: int) -> int:
        if step + 1 == len(self.steps):
            return at + 1
        wanted = self.steps[step + 1]
        for place in range(at + 1, min(len(line), at + 2 + wanted.gap)):
            if wanted.fits(line[place]) and (end := self._end(line, place, step + 1)) >= 0:
                return end
        return -1

    def needs(self, line: Line) -> bool:
        """Whether the line has something for every step, in whatever order."""
        words, kinds = line.words, line.kinds
        # The last step is most often the thing taken, which most lines lack; a generator would take twice as long.
        for step in reversed(self.steps):  # noqa: SIM110
            if step.words.isdisjoint(words) and step.kinds.isdisjoint(kinds):
                return False
        return True


def pattern(text: str) -> Pattern:
    """The pattern as written. Raises ValueError when it ends in a gap or is empty."""
    steps: list[Step] = []
    gap = 0
    for part in text.split():
        if part.startswith(_GAP):
            gap = int(part.removeprefix(_GAP))
            continue
        names = part.split("|")
        kinds = (_GROUPS.get(n[1:], frozenset({n[1:]})) for n in names if n.startswith("@"))
        steps.append(
            Step(frozenset(n for n in names if not n.startswith("@")), frozenset().union(*kinds), gap),
        )
        gap = 0
    if gap or not steps:
        raise ValueError(f"{text!r} is no pattern")
    return Pattern(tuple(steps))


class Patterns:
    """Many patterns, found by what they begin with."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_word: dict[str, list[Pattern]] = {}
        by_kind: dict[str, list[Pattern]] = {}
        for each in patterns:
            for word in each.steps[0].words:
                by_word.setdefault(word, []).append(each)
            for kind in each.steps[0].kinds:
                by_kind.setdefault(kind, []).append(each)
        self._by_word = by_word
        self._by_kind = by_kind
        self._words = frozenset(by_word)
        self._kinds = frozenset(by_kind)

    def found(self, line: Line) -> Iterator[tuple[int, int]]:
        """(start, end) of every match; in no order."""
        ready = {each for word in self._words & line.words for each in self._by_word[word] if each.needs(line)}
        ready |= {each for kind in self._kinds & line.kinds for each in self._by_kind[kind] if each.needs(line)}
        if not ready:
            return
        for index, token in enumerate(line):
            for each in ready:
                if each.steps[0].fits(token) and (end := each.end(line, index)) >= 0:
                    yield index, end
