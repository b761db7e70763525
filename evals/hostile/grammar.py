"""Makes dosing drafts from a grammar: each of one kind, in one language, in the open."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_FILE: Final = Path(__file__).parents[1] / "datasets" / "hostile" / "grammar.yaml"
_SLOT: Final = re.compile(r"\{(\w+)\}")
_SPANISH_SHARE: Final = 0.25
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Grammar:
    """The slots of each language, and the whole drafts of each kind and language."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]

    def sentence(self, kind: str, language: str, chance: random.Random) -> str:
        """One draft of the kind, its first letter raised half the time."""
        text = chance.choice(self.kinds[kind][language])
        for _ in range(_DEEPEST):
            if not _SLOT.search(text):
                break
            text = _SLOT.sub(lambda slot: chance.choice(self.words[language][slot[1]]), text)
        text = re.sub(r" {2,}", " ", text).strip()
        return text[:1].upper() + text[1:] if chance.random() < 0.5 else text  # noqa: PLR2004


@cache
def read_grammar(path: Path = _FILE) -> Grammar:
    """The grammar in the file. Raises KeyError when a draft names a slot that its language lacks."""
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    words = {
        language: {slot: tuple(str(line) for line in lines) for slot, lines in slots.items()}
        for language, slots in found["words"].items()
    }
    kinds = {
        kind: {language: tuple(lines) for language, lines in patterns.items()}
        for kind, patterns in found["kinds"].items()
    }
    for kind, patterns in kinds.items():
        for language, lines in patterns.items():
            for slot in (slot for line in lines for slot in _SLOT.findall(line)):
                if slot not in words[language]:
                    raise KeyError(f"{kind}, {language}: nothing stands for {{{slot}}}")
    return Grammar(words, kinds)


def sentences(grammar: Grammar, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """(kind, language, text) without end, the kinds in turn."""
    while True:
        for kind, patterns in grammar.kinds.items():
            language = "es" if "es" in patterns and chance.random() < _SPANISH_SHARE else "en"
            yield kind, language, grammar.sentence(kind, language, chance)
