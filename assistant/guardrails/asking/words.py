"""The words that requests are made of, as data: kinds and their phrases, with near misspellings of long names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from assistant.domain.errors import LexiconError

_FILE: Final = Path(__file__).parent / "words.yaml"
_NAMES: Final = ("ket", "med", "form")
_LONG_NAME: Final = 7
_VERY_LONG_NAME: Final = 9
_LONGEST_NAME: Final = 40
"""Letters of a word that may be a name; what is longer is looked at no further, so that cost stays linear."""
_MEDICINES: Final = tuple(
    """
    azepam zolam pram oxetine oxetina traline tralina triptyline faxine faxina idone iapine tiapina peridol prazole
    prazol olol pril sartan codone trexone trexona prosate sulfiram gabalin gabalina pentin pentina tazapine tazapina
    razodone razodona propion spirone trigine trigina proate piclone hydramine zodone norphine adol loxone loxona
    phetamine phenidate statin setron triptan
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)
"""How names of medicines end."""
_ENDINGS: Final = re.compile(
    rf"^\w{{2,}}(?:{'|'.join(_MEDICINES)})s?$|^(?:es)?k[aei]t+[aeo]?m+[a-z]{{1,4}}$|^ketmai?ne$"
)
_TAIL: Final = 3
_TAILS: Final = frozenset(form[-_TAIL:] for end in _MEDICINES for form in (end, f"{end}s"))
_KETAMINE_BEGINS: Final = "ke"
"""Last letters and first letters without which a word is not worth comparing with the endings."""
_BETWEEN: Final = frozenset(
    "what which the of to for is are was my me you we they many much long often may can will".split()  # noqa: SIM905
)
_TELLING: Final = 4
_TELLING_KINDS: Final = frozenset({"ket", "med", "form", "dose", "rec"})
Kinds = frozenset[str]
_NO_KINDS: Final[Kinds] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases of several words by their first two, each with its kinds, the longest first; single words apart."""

    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Kinds], ...]]] = field(repr=False)
    single: Mapping[str, Kinds] = field(repr=False)
    near: Mapping[str, Kinds] = field(repr=False)
    """Long names, and the same with one letter missing or two swapped."""
    names: Mapping[str, Kinds] = field(repr=False, default_factory=dict)
    """Long names as they are spelt."""
    vocabulary: frozenset[str] = field(repr=False, default=frozenset())
    """Every single word of a phrase, and a few that stand between them."""
    telling: frozenset[str] = field(repr=False, default=frozenset())
    """Words of at least four letters for what can be taken or asked of it."""
    beginnings: frozenset[str] = field(repr=False, default=frozenset())
    """Their first four letters."""

    def may_hold_telling(self, run: str) -> bool:
        """Whether one of the telling words may stand inside a run of letters."""
        inside = [run[place : place + _TELLING] for place in range(len(run) - _TELLING + 1)]
        return not self.beginnings.isdisjoint(inside)

    def kinds_of(self, word: str) -> Kinds:
        """The kinds of a single word, whether it is known or only looks like a name."""
        kinds = self.single.get(word)
        if kinds is not None:
            return kinds
        return _NO_KINDS if len(word) < _LONG_NAME - 1 or word in self.vocabulary else self.kinds_of_name(word)

    def kinds_of_name(self, word: str) -> Kinds:
        """The kinds of a word that is no phrase of its own: a medicine by its ending, or a misspelt name."""
        if not _LONG_NAME - 1 <= len(word) <= _LONGEST_NAME:
            return _NO_KINDS
        if (word[0] in _KETAMINE_BEGINS or word[-_TAIL:] in _TAILS) and _ENDINGS.match(word):
            return frozenset({"med" if word[0] not in "ek" or "am" not in word[:6] else "ket"})
        found = self.near.get(word)
        if found is not None:
            return found
        shortened = _shortened(word)
        if self.near.keys().isdisjoint(shortened):
            return _NO_KINDS
        extra = (self.names[w] for w in shortened if w in self.names)
        return next(extra, None) or self._differing(word, shortened)

    def _differing(self, word: str, shortened: list[str]) -> Kinds:
        """The kinds of a very long name of which one letter is another."""
        if len(word) < _VERY_LONG_NAME:
            return _NO_KINDS
        return next((self.near[w] for w in shortened[1:] if w in self.near and w[0] == word[0]), _NO_KINDS)


@cache
def load_words() -> Words:
    """The packaged words. Raises LexiconError when the file cannot be read."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        table = yaml.load(_FILE.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
        kinds = {kind: [part.strip() for part in text.split(",")] for kind, text in table.items()}
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise LexiconError(f"{_FILE.name} cannot be read: {error}") from error
    found: dict[tuple[str, ...], set[str]] = {}
    for kind, phrases in kinds.items():
        for phrase in phrases:
            if phrase:
                found.setdefault(tuple(phrase.split()), set()).add(kind)
    by_two: dict[str, dict[str, list[tuple[tuple[str, ...], Kinds]]]] = {}
    for words, names in found.items():
        if len(words) > 1:
            by_two.setdefault(words[0], {}).setdefault(words[1], []).append((words, frozenset(names)))
    ordered = {
        first: {second: tuple(sorted(rows, key=lambda row: -len(row[0]))) for second, rows in seconds.items()}
        for first, seconds in by_two.items()
    }
    single = {words[0]: frozenset(names) for words, names in found.items() if len(words) == 1}
    vocabulary = frozenset(word for words in found for word in words if len(word) > 1) | _BETWEEN
    telling = frozenset(
        words[0]
        for words, names in found.items()
        if len(words) == 1 and len(words[0]) >= _TELLING and names & _TELLING_KINDS
    )
    spelt = {words[0]: frozenset(kinds) for words, kinds in found.items() if _is_long_name(words, kinds)}
    beginnings = frozenset(word[:_TELLING] for word in telling)
    return Words(ordered, single, _near(spelt), spelt, vocabulary, telling, beginnings)


def _is_long_name(words: tuple[str, ...], kinds: set[str]) -> bool:
    return len(words) == 1 and len(words[0]) >= _LONG_NAME and not kinds.isdisjoint(_NAMES)


def _near(names: Mapping[str, Kinds]) -> dict[str, Kinds]:
    """Every long name, itself, with one letter left out, and with two letters swapped."""
    near: dict[str, Kinds] = {}
    for name, kinds in names.items():
        for wrong in (name, *_shortened(name), *_swapped(name)):
            near.setdefault(wrong, kinds & set(_NAMES))
    return near


def _shortened(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _swapped(word: str) -> list[str]:
    return [word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(1, len(word) - 1)]
