"""Makes a failing draft as short and as little changed as it can be while it fails: delta debugging."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from evals.attack.draft import Draft, Word

Still = Callable[[Draft], bool]
"""Whether a draft still fails and its unchanged words still say what made the label true."""
T = TypeVar("T")


def shrunk(draft: Draft, still: Still, *, by_word: bool) -> Draft:
    """First without the mutations it can do without, then without sentences, clauses, words, and changes of words.

    Single words go only `by_word`: where something says which words matter. Otherwise what is left soon says nothing.
    """
    for name in reversed(draft.path):
        without = undone(draft, name)
        if still(without):
            draft = without
    draft = _kept_of(draft, draft.parts, lambda draft, kept: _only(draft, lambda w: w.part in kept), still)
    clauses = tuple(dict.fromkeys(word.clause for word in draft.words if word.is_own))
    draft = _kept_of(draft, clauses, lambda draft, kept: _own(draft, lambda w: w.clause in kept), still)
    if by_word:
        places = [word.at for word in draft.words if word.is_own]
        draft = _kept_of(draft, places, lambda draft, kept: _own(draft, lambda w: w.at in kept), still)
    for index, word in enumerate(draft.words):
        for name in (*word.by, word.gap_by) if word.is_own else ():
            words = (*draft.words[:index], draft.words[index].without(name), *draft.words[index + 1 :])
            if words != draft.words and still(replace(draft, words=words)):
                draft = replace(draft, words=words)
    return replace(draft, path=tuple(name for name in draft.path if _counts(draft, name)))


def undone(draft: Draft, name: str) -> Draft:
    """The draft without what this mutation did: its additions go, its words and their order become plain again."""
    words = [word.without(name) if word.is_own else word for word in draft.words]
    words = [word for word in words if name not in word.by]
    if name == _ORDER:
        before = [word for word in words if not word.is_own and _leads(word, words)]
        after = [word for word in words if not word.is_own and not _leads(word, words)]
        own = sorted((word for word in words if word.is_own), key=lambda word: word.at or 0)
        words = [*before, *own, *after]
    return Draft(tuple(words), tuple(one for one in draft.path if one != name))


_ORDER = "other order of sentences"


def _leads(word: Word, words: Sequence[Word]) -> bool:
    return words.index(word) < next((i for i, one in enumerate(words) if one.is_own), 0)


def minimal(units: Sequence[T], still: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A subset that is still right and of which no chunk can go: chunks of half the length, a quarter, ..., one."""
    kept = tuple(units)
    size = len(kept) // 2
    while size:
        at = 0
        while at < len(kept) and len(kept) > size:
            without = (*kept[:at], *kept[at + size :])
            if still(without):
                kept = without
            else:
                at += size
        size //= 2
    return kept


def _kept_of(draft: Draft, units: Sequence[T], only: Callable[[Draft, set[T]], Draft], still: Still) -> Draft:
    kept = minimal(units, lambda some: still(only(draft, set(some))))
    return only(draft, set(kept))


def _own(draft: Draft, wanted: Callable[[Word], bool]) -> Draft:
    return _only(draft, lambda word: not word.is_own or wanted(word))


def _only(draft: Draft, wanted: Callable[[Word], bool]) -> Draft:
    return replace(draft, words=tuple(word for word in draft.words if wanted(word)))


def _counts(draft: Draft, name: str) -> bool:
    own = [word.at or 0 for word in draft.words if word.is_own]
    return any(name in (*word.by, word.gap_by) for word in draft.words) or (name == _ORDER and own != sorted(own))
