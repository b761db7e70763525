"""Chooses, from the words of a text, the few patterns that may match it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from assistant.guardrails.kept_needs import needs_of
from assistant.guardrails.pattern_parts import BOUNDARY, FIGURE, SHORTEST_STEM, STEM_MARK, WITHIN
from assistant.guardrails.usual_words import USUAL_WORDS

_WORD = re.compile(r"\w+", re.ASCII)
_NONE: frozenset[str] = frozenset()


class Wording(NamedTuple):
    """What a text is made of."""

    words: frozenset[str]
    pairs: frozenset[str]
    """Every two words that stand side by side, with a space between them (`kill myself`)."""
    text: bytes

    @staticmethod
    def of(text: str) -> Wording:
        """The wording of a text of ASCII letters."""
        row = _WORD.findall(text)
        pairs = frozenset([f"{word} {after}" for word, after in pairwise(row)])
        return Wording(frozenset(row), pairs, text.encode("ascii"))


class _Alternative(NamedTuple):
    """One way in which a pattern may match."""

    pattern: int
    needs: int
    """The bits of the sets of which the text must hold a word each."""
    letters: tuple[tuple[int, tuple[bytes, ...]], ...]
    """The bits of further sets, each with letters that will do as well wherever they stand."""


_Part = tuple[int, tuple[_Alternative, ...]]
"""The bits of the sets that hold a word, and the alternatives that are looked up by it."""


class _Parts(dict[str, _Part]):
    """The parts of words: those of the patterns' and the usual words stand ready, others are worked out at each look.

    A word is what it is, its beginnings (`suic*`) and its ends (`*azepam`), and `#` when it begins with a figure.
    Nothing is remembered of a word that a patient wrote.
    """

    def __init__(self, parts: Mapping[str, _Part]) -> None:
        super().__init__()
        self._figure = parts.get(FIGURE)
        self._starts = {form[:-1]: part for form, part in parts.items() if form.endswith(STEM_MARK)}
        self._ends = {form[1:]: part for form, part in parts.items() if form.startswith(STEM_MARK)}
        self._start_lengths = _lengths((start, start[:_EDGE]) for start in self._starts)
        self._end_lengths = _lengths((end, end[-_EDGE:]) for end in self._ends)
        whole = {form: part for form, part in parts.items() if _WORD.fullmatch(form)}
        self.update({word: self._part(word) for word in USUAL_WORDS})
        self.update({word: self._part(word, part) for word, part in whole.items()})

    def __missing__(self, word: str) -> _Part:
        return self._part(word)

    def _part(self, word: str, *known: _Part) -> _Part:
        starts, ends = self._starts, self._ends
        found = [*known, starts.get(word[:SHORTEST_STEM]), ends.get(word[-SHORTEST_STEM:])]
        lengths = self._start_lengths.get(word[:_EDGE])
        if lengths:
            found += [starts.get(word[:length]) for length in lengths]
        lengths = self._end_lengths.get(word[-_EDGE:])
        if lengths:
            found += [ends.get(word[-length:]) for length in lengths]
        if word[0] in _FIGURES:
            found.append(self._figure)
        rows = [part for part in found if part]
        if len(rows) < _SEVERAL:
            return rows[0] if rows else _NO_PART
        return reduce(or_, [bits for bits, _ in rows]), tuple(each for _, row in rows for each in row)


_EDGE = SHORTEST_STEM + 1
_SEVERAL = 2
_FIGURES = frozenset("0123456789")
_NO_PART: _Part = (0, ())


def _lengths(stems: Iterable[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
    """How long beginnings or ends of words are, by their outermost letters; of (letters, the outermost of them)."""
    found: dict[str, set[int]] = {}
    for letters, edge in stems:
        if len(edge) == _EDGE:
            found.setdefault(edge, set()).add(len(letters))
    return {edge: tuple(sorted(lengths)) for edge, lengths in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class WorthTrying:
    """Patterns by number, as alternatives: each looked up by the most telling words that it needs."""

    words: Mapping[str, _Part] = field(repr=False)
    """By word, each in all its forms."""
    pairs: Mapping[str, _Part] = field(repr=False)
    known_pairs: frozenset[str] = field(repr=False)
    wordless: tuple[_Alternative, ...] = field(repr=False)
    """The alternatives that need no certain word; some need letters within one."""

    @staticmethod
    def of(patterns: Sequence[str]) -> WorthTrying:
        """The patterns in this order."""
        rows = [(number, needs) for number, pattern in enumerate(patterns) for needs in needs_of(pattern)]
        letters = {needed: _letters(needed) for _, needs in rows for needed in needs}
        firsts = [next((needed for needed in needs if not letters[needed]), _NONE) for _, needs in rows]
        others = [
            [needed for needed in needs if needed is not first] for (_, needs), first in zip(rows, firsts, strict=True)
        ]
        # Large sets come first, so that the bits of usual words, which are mostly in such, make small numbers.
        distinct = sorted({needed for rest in others for needed in rest}, key=len, reverse=True)
        bits = {needed: 1 << place for place, needed in enumerate(distinct)}
        by_word: dict[str, list[_Alternative]] = {}
        wordless: list[_Alternative] = []
        for (number, _), first, rest in zip(rows, firsts, others, strict=True):
            sure = sum(bits[needed] for needed in dict.fromkeys(rest) if not letters[needed])
            within = tuple((bits[needed], letters[needed]) for needed in rest if letters[needed])
            alternative = _Alternative(number, sure, within)
            for word in first:
                by_word.setdefault(word, []).append(alternative)
            if not first:
                wordless.append(alternative)
        met: dict[str, int] = dict.fromkeys(by_word, 0)
        for needed, bit in bits.items():
            for word in needed:
                met[word] = met.get(word, 0) | bit
        parts = {word: (bit, tuple(by_word.get(word, ()))) for word, bit in met.items()}
        pairs = {words: part for words, part in parts.items() if BOUNDARY in words}
        return WorthTrying(_Parts(parts), pairs, frozenset(pairs), tuple(wordless))

    def among(self, wording: Wording) -> list[int]:
        """Numbers of the patterns that may match a text of this wording, in order."""
        words, pairs, text = self.words, self.pairs, wording.text
        parts = [words[word] for word in wording.words] + [pairs[pair] for pair in self.known_pairs & wording.pairs]
        met = 0
        for bits, _ in parts:
            if bits:
                met |= bits
        return sorted(
            {
                pattern
                for row in (self.wordless, *[row for _, row in parts if row])
                for pattern, needs, letters in row
                if needs & met == needs
                and (not letters or all(met & bit or any(each in text for each in within) for bit, within in letters))
            }
        )


def _letters(needed: frozenset[str]) -> tuple[bytes, ...]:
    return tuple(word.removeprefix(WITHIN).encode("ascii") for word in needed if word.startswith(WITHIN))
