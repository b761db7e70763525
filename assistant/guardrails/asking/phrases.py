"""The phrases that say what a clause is about, as data; each by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import re2
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.errors import LexiconError
from assistant.guardrails.expression import PatternSet
from assistant.guardrails.spelt_out import spelt_out

_Pattern = Any
"""A compiled RE2 expression; the vendor names no public type for it."""
_FILE: Final = Path(__file__).parent / "phrases.yaml"
_MEMORY: Final = 32 << 20
"""Bytes that the engine may use to remember where it has been."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: dict[str, list[str]]
    alone: dict[str, list[str]]
    patterns: dict[str, list[str]]
    lists: dict[str, list[str]]
    plain: dict[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by name, all of them looked for in one pass, and lists of single words."""

    names: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Names by a single word that is a phrase by itself."""
    begins: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(repr=False)
    """By the first two words: (what to look for with a space on both sides, the name)."""
    endless: tuple[PatternSet, tuple[str, ...]] = field(repr=False)
    """What cannot be written out, looked for in one pass, with the name of each."""
    patterns: Mapping[str, _Pattern] = field(repr=False)
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    plain: Mapping[str, str] = field(repr=False)
    """Words written in haste, with what they stand for."""

    def said_in(self, text: str) -> frozenset[str]:
        """The names of the phrases that the text holds; it begins and ends with a space."""
        tokens = text.split(" ")
        found: set[str] = set()
        for word in self.words.keys() & tokens:
            found.update(self.words[word])
        for words in self.begins.keys() & set(pairwise(tokens)):
            found.update([name for phrase, name in self.begins[words] if phrase in text])
        together, names = self.endless
        plain = text.encode("ascii") if text.isascii() else text.encode("ascii", "replace").replace(b"?", b"\x7f")
        found.update([names[number] for number in together.found_in(plain)])
        return frozenset(found)


@cache
def load_phrases() -> Phrases:
    """The packaged phrases. Raises LexiconError naming what cannot be read."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        file = _File.model_validate(yaml.load(_FILE.read_text("utf-8"), Loader=loader))  # noqa: S506 - a safe loader
        texts = {name: "|".join(items) for name, items in (*file.patterns.items(), *file.alone.items())}
        texts |= {name: f" (?:{'|'.join(items)}) " for name, items in file.words.items()}
        patterns = {name: re2.compile(text) for name, text in texts.items()}
        phrases, rest = _written_out(file.words)
        endless = _together([*file.patterns.items(), *((name, [f" (?:{item}) "]) for item, name in rest)])
    except (OSError, yaml.YAMLError, ValidationError, re2.error, LexiconError) as error:
        raise LexiconError(f"{_FILE.name} cannot be read: {error}") from error
    lists = {name: frozenset(items) for name, items in file.lists.items()}
    return Phrases(tuple(texts), _singles(phrases), _by_two(phrases), endless, patterns, lists, file.plain)


def _written_out(words: Mapping[str, list[str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(phrase, its name), and the same for those that stand for no certain words."""
    phrases, rest = [], []
    for name, items in words.items():
        for item in items:
            texts = spelt_out(item)
            phrases += [(text, name) for text in texts or ()]
            if texts is None:
                rest.append((item, name))
    return list(dict.fromkeys(phrases)), rest


def _singles(phrases: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text, name in phrases:
        if " " not in text:
            found[text] = (*found.get(text, ()), name)
    return found


def _by_two(phrases: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for text, name in phrases:
        words = text.split(" ")
        if len(words) > 1:
            found[words[0], words[1]] = (*found.get((words[0], words[1]), ()), (f" {text} ", name))
    return found


def _together(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[PatternSet, tuple[str, ...]]:
    """All patterns as one set over bytes, and the name of each. Raises re2.error."""
    texts = [(name, "|".join(items).encode("ascii")) for name, items in rows]
    return PatternSet([text for _, text in texts], _MEMORY), tuple(name for name, _ in texts)


def phrase(name: str) -> _Pattern:
    """The phrase of this name, to look for by itself."""
    return load_phrases().patterns[name]


def listed(name: str) -> frozenset[str]:
    """The list of this name."""
    return load_phrases().lists[name]
