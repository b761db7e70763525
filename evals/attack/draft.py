"""A message that is being changed, word by word beside the words it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.domain.messages import Author, Utterance

BREAK = "\f"
"""The gap at which one message ends and the next begins."""
_TOKEN = re.compile(r"(\S+)(\s*)")
_JOINS = frozenset(("and", "but", "so", "because", "y", "pero", "porque", "así"))
_PAUSES = ",;:—–"
_ENDS = re.compile(r"[.!?…]['\")\]»”]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """What stands in the message, what follows it, and where in the origin it comes from."""

    shown: str
    """Nothing when it was left out."""
    gap: str = " "
    at: int | None = None
    """Its place in the origin; None for what was added."""
    plain: str = ""
    plain_gap: str = " "
    part: int = 0
    """The sentence it belongs to; additions have numbers below zero."""
    clause: int = 0
    """The clause it belongs to, numbered through the whole origin."""
    by: tuple[str, ...] = ()
    """The mutations that spelt it otherwise or added it."""
    gap_by: str = ""
    """The mutation that put its gap there."""

    @property
    def is_own(self) -> bool:
        """Whether it comes from the origin."""
        return self.at is not None

    @property
    def has_letters(self) -> bool:
        """Whether it shows a letter."""
        return any(c.isalpha() for c in self.shown)

    def changed(self, shown: str, by: str) -> Word:
        """The same word, shown in another way."""
        return replace(self, shown=shown, by=_with(self.by, by))

    def spaced(self, gap: str, by: str) -> Word:
        """The same word with something else after it."""
        return self if gap == self.gap else replace(self, gap=gap, gap_by=by)

    def without(self, by: str) -> Word:
        """The same word without what this mutation did to it."""
        word = replace(self, shown=self.plain, by=()) if by in self.by else self
        return replace(word, gap=word.plain_gap, gap_by="") if by == word.gap_by else word


@dataclass(frozen=True, slots=True)
class Draft:
    """The words in their present order, and the mutations that led to them."""

    words: tuple[Word, ...]
    path: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """What the patient sends."""
        text = "".join(word.shown + word.gap for word in self.words if word.shown)
        return tuple(part.strip() for part in text.split(BREAK) if part.strip())

    @property
    def talk(self) -> tuple[Utterance, ...]:
        """The same as a conversation."""
        return tuple(Utterance(Author.PATIENT, text) for text in self.messages)

    @property
    def plain(self) -> str:
        """The words of the origin that are left, unchanged and in its order."""
        own = sorted((word for word in self.words if word.at is not None), key=lambda word: word.at or 0)
        return "".join(word.plain + word.plain_gap for word in own).strip()

    @property
    def parts(self) -> tuple[int, ...]:
        """The sentences, in the order in which they stand."""
        return tuple(dict.fromkeys(word.part for word in self.words))

    def having(self, words: Iterable[Word], by: str) -> Draft | None:
        """The draft with these words after one more mutation; None when that changes nothing."""
        found = tuple(words)
        return None if found == self.words else Draft(found, _with(self.path, by))

    def each(self, change: Callable[[int, Word], Word], by: str) -> Draft | None:
        """The draft with each word changed."""
        return self.having((change(index, word) for index, word in enumerate(self.words)), by)

    def added(self, text: str, by: str, *, before: bool, gap: str = " ") -> Draft:
        """The draft with a text of somebody else before or after it."""
        lowest = min((word.part for word in self.words), default=0)
        least = min(lowest, 0) - 1
        new = [replace(w, at=None, plain="", part=least - w.part, by=(by,)) for w in draft_of(text).words]
        words = list(self.words)
        (new if before else words)[-1] = replace((new if before else words)[-1], gap=gap)
        return Draft(tuple(new + words if before else words + new), _with(self.path, by))


def draft_of(text: str) -> Draft:
    """The text unchanged."""
    words: list[Word] = []
    part = clause = 0
    for at, match in enumerate(_TOKEN.finditer(text)):
        shown, gap = match.groups()
        begins = at > 0 and shown.lower() in _JOINS and words[-1].clause == clause
        clause += begins
        words.append(Word(shown, gap or " ", at, shown, gap or " ", part, clause))
        ends = bool(_ENDS.search(shown)) or "\n" in gap
        part += ends
        clause += ends or shown[-1] in _PAUSES
    return Draft(tuple(words))


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)
