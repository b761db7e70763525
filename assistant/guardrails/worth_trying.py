"""Chooses, from the words of a text, the few patterns that may match it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.guardrails.kept_needs import needs_of
from assistant.guardrails.pattern_parts import FIGURE, STEM, Needs

_WORD = re.compile(r"\w+", re.ASCII)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, the beginnings of the longer ones (`suic*`), and `#` when one begins with a figure."""
    words = set(_WORD.findall(text))
    figure = any(word[0].isdigit() for word in words)
    words.update([f"{word[:STEM]}*" for word in words if len(word) >= STEM])
    if figure:
        words.add(FIGURE)
    return frozenset(words)


@dataclass(frozen=True, slots=True)
class WorthTrying:
    """Patterns by number, as alternatives: each under the words of which it needs one first."""

    by_word: Mapping[str, tuple[int, ...]]
    """Alternatives by word."""
    alternatives: tuple[tuple[int, Needs], ...]
    """Of each alternative its pattern, and what else it needs."""
    always: tuple[int, ...]
    """Patterns with an alternative that needs no certain word."""

    @staticmethod
    def of(patterns: Sequence[str]) -> WorthTrying:
        """The patterns in this order."""
        by_word: dict[str, list[int]] = {}
        alternatives: list[tuple[int, Needs]] = []
        always: list[int] = []
        for number, pattern in enumerate(patterns):
            needs = needs_of(pattern)
            if () in needs:
                always.append(number)
                continue
            for needed in needs:
                for word in needed[0]:
                    by_word.setdefault(word, []).append(len(alternatives))
                alternatives.append((number, needed[1:]))
        return WorthTrying(
            {word: tuple(numbers) for word, numbers in by_word.items()}, tuple(alternatives), tuple(always)
        )

    def among(self, words: frozenset[str]) -> list[int]:
        """Numbers of the patterns that may match a text of these words, in order."""
        found = set(self.always)
        by_word, alternatives = self.by_word, self.alternatives
        for word in by_word.keys() & words:
            for place in by_word[word]:
                number, others = alternatives[place]
                if number not in found:
                    for needed in others:
                        if needed.isdisjoint(words):
                            break
                    else:
                        found.add(number)
        return sorted(found)
