"""The phrases that say what a clause is about, as data; each by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import re2
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.errors import LexiconError

_Pattern = Any
_Set = Any
"""Compiled RE2 expressions, one or many; the vendor names no public types for them."""
_FILE: Final = Path(__file__).parent / "phrases.yaml"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: dict[str, list[str]]
    patterns: dict[str, list[str]]
    lists: dict[str, list[str]]
    plain: dict[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by name, all of them looked for in one pass, and lists of single words."""

    names: tuple[str, ...]
    together: _Set = field(repr=False)
    patterns: Mapping[str, _Pattern] = field(repr=False)
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    plain: Mapping[str, str] = field(repr=False)
    """Words written in haste, with what they stand for."""

    def said_in(self, text: str) -> frozenset[str]:
        """The names of the phrases that the text holds."""
        return frozenset(self.names[number] for number in self.together.Match(text) or ())


@cache
def load_phrases() -> Phrases:
    """The packaged phrases. Raises LexiconError naming what cannot be read."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        file = _File.model_validate(yaml.load(_FILE.read_text("utf-8"), Loader=loader))  # noqa: S506 - a safe loader
        texts = {name: "|".join(items) for name, items in file.patterns.items()}
        texts |= {name: f" (?:{'|'.join(items)}) " for name, items in file.words.items()}
        patterns = {name: re2.compile(text) for name, text in texts.items()}
        together = re2.Set.SearchSet()
        for text in texts.values():
            together.Add(text)
        together.Compile()
    except (OSError, yaml.YAMLError, ValidationError, re2.error) as error:
        raise LexiconError(f"{_FILE.name} cannot be read: {error}") from error
    lists = {name: frozenset(items) for name, items in file.lists.items()}
    return Phrases(tuple(texts), together, patterns, lists, file.plain)


def phrase(name: str) -> _Pattern:
    """The phrase of this name, to look for by itself."""
    return load_phrases().patterns[name]


def listed(name: str) -> frozenset[str]:
    """The list of this name."""
    return load_phrases().lists[name]
