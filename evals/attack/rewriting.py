"""Mutations of single words: how they are spelt and spaced."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

from evals.attack.draft import Draft, Word
from evals.attack.vocabulary import SHORTHAND, SWAPS
from evals.safety.perturbations import Perturb

_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_VOWELS = "aeiouáéíóú"
_LONG = 4

Change = Callable[[Draft, random.Random, str], Draft | None]
"""Gives the changed draft, or None where there is nothing to change; the last argument is the language."""


def on_words(name: str, perturb: Perturb, most: float = 1.0) -> Change:
    """A change of texts, put to one word, to a few, or to as many as `most` says."""

    def change(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
        able = [i for i, word in enumerate(draft.words) if word.is_own and word.has_letters]
        if not able:
            return None
        few = max(1, len(able) // 4)
        count = chance.choice((1, few, max(1, round(most * len(able)))))
        at = set(chance.sample(able, count))
        return draft.each(lambda i, word: _perturbed(word, perturb, chance, name) if i in at else word, name)

    return change


def _perturbed(word: Word, perturb: Perturb, chance: random.Random, name: str) -> Word:
    shown = perturb(word.shown, chance)
    return word if shown == word.shown else word.changed(shown, name)


def masked(word: str, chance: random.Random) -> str:
    """One inner vowel of a longer word covered, as people do to slip past a filter."""
    at = [i for i in range(1, len(word) - 1) if word[i].lower() in _VOWELS and word[i - 1 : i + 2].isalpha()]
    if len(word) < _LONG or not at:
        return word
    place = chance.choice(at)
    return word[:place] + chance.choice("*-_.") + word[place + 1 :]


def curly(word: str, _chance: random.Random) -> str:
    """Typographic apostrophes."""
    return word.replace("'", "’")


def unpunctuated(draft: Draft, _chance: random.Random, _language: str) -> Draft | None:
    """Small letters throughout and no stops, as on a phone."""
    name = "no capitals, no stops"
    return draft.each(lambda _, w: _bare(w, name) if w.is_own and w.has_letters else w, name)


def _bare(word: Word, name: str) -> Word:
    shown = re.sub(r"[.,;:!?¿¡…]+$|^[¿¡]+", "", word.shown.lower())
    return word if shown == word.shown else word.changed(shown, name)


def run_together(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """The space between two words forgotten, once or twice."""
    name = "words run together"
    words = draft.words
    able = [
        i
        for i, (one, other) in enumerate(pairwise(words))
        if one.is_own and other.is_own and one.gap == " " and one.shown[-1:].isalpha() and other.shown[:1].isalpha()
    ]
    if not able:
        return None
    at = chance.sample(able, min(len(able), chance.choice((1, 2))))
    return draft.each(lambda i, word: word.spaced("", name) if i in at else word, name)


def ragged(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """Spaces doubled, or become tabs and line breaks."""
    name = "ragged spaces"
    gaps = (" ", " ", "  ", "\n", "\t", "   ")
    return draft.each(lambda _, w: w.spaced(chance.choice(gaps), name) if w.is_own and w.gap == " " else w, name)


def shorthand(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """First person and other common words as people type them, in one place or in all."""
    name = "typed shorthand"
    places = [
        (at, size)
        for at in range(len(draft.words))
        for size in (2, 1)
        if _key(draft.words[at : at + size], size) in SHORTHAND
    ]
    if not places:
        return None
    chosen = [chance.choice(places)] if chance.random() < 1 / 2 else places
    words = list(draft.words)
    taken: set[int] = set()
    for at, size in chosen:
        if taken.isdisjoint(range(at, at + size)):
            taken |= set(range(at, at + size))
            new = chance.choice(SHORTHAND[_key(draft.words[at : at + size], size)])
            tail = _edges(words[at + size - 1].shown)[2]
            words[at] = words[at].changed(_edges(words[at].shown)[0] + new + tail, name)
            words[at + 1 : at + size] = [word.changed("", name) for word in words[at + 1 : at + size]]
    return draft.having(words, name)


def swapped(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """Every mention of one person, day or place replaced by another of its sort."""
    name = "another name or relation"
    kinds = {word: row for row in SWAPS for word in row}
    found = [core for w in draft.words if w.is_own and (core := _edges(w.shown)[1].lower()) in kinds]
    if not found:
        return None
    old = chance.choice(sorted(set(found)))
    new = chance.choice([word for word in kinds[old] if word != old])
    return draft.each(lambda _, w: _renamed(w, old, new, name) if w.is_own else w, name)


def _renamed(word: Word, old: str, new: str, name: str) -> Word:
    before, core, after = _edges(word.shown)
    if core.lower() != old:
        return word
    return word.changed(before + (new.capitalize() if core[:1].isupper() else new) + after, name)


def _key(words: tuple[Word, ...], size: int) -> str:
    """The words in small letters where they are whole, unchanged words beside each other; otherwise nothing."""
    inner = [_edges(word.shown) for word in words]
    whole = len(words) == size and all(word.is_own and word.gap in (" ", word.plain_gap) for word in words)
    joined = all(not edge[2] for edge in inner[:-1]) and all(not edge[0] for edge in inner[1:])
    return " ".join(edge[1].lower().replace("’", "'") for edge in inner) if whole and joined else ""


def _edges(shown: str) -> tuple[str, str, str]:
    match = _EDGES.match(shown)
    before, core, after = match.groups() if match else ("", shown, "")
    return before, core, after
