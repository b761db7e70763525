"""Reads lexicon files: YAML with named fragments and entries; unknown keys are errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.domain.errors import LexiconError
from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.lexicon_entry import HIT_MARK, LexiconEntry
from assistant.guardrails.normalisation import folded_pattern

SHARED_FRAGMENTS = "fragments.yaml"

_FRAGMENT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_DEPTH = 8


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")
    concern: Concern | None = None
    request: Route | None = None
    tier: Tier = Tier.NONE
    variant: str = ""
    subject: Subject = Subject.SELF
    present: bool = True
    pattern: str | None = None
    patterns: list[str] = []
    unless: list[str] = []
    around: list[str] = []
    languages: list[str] = ["en"]
    match: list[str] = []
    no_match: list[str] = []

    @model_validator(mode="after")
    def _whole(self) -> _Entry:
        if (self.concern is None) == (self.request is None):
            raise ValueError("give either a concern or a request")
        if (self.concern is None) != (self.tier is Tier.NONE) or self.tier is Tier.UNKNOWN:
            raise ValueError("a concern needs tier watch, elevated or imminent; a request has none")
        if (self.pattern is None) == (not self.patterns):
            raise ValueError("give either pattern or patterns")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fragments: dict[str, str | list[str]] = {}
    entries: list[dict[str, Any]] = []


def read_entries(paths: Sequence[Path]) -> tuple[LexiconEntry, ...]:
    """The entries of the files with their fragments expanded. Raises LexiconError naming file or entry.

    Fragments of `fragments.yaml` beside a file serve every file there; a file's own fragments come on top.
    A fragment given as a list is the alternation of its items.
    """
    entries: list[LexiconEntry] = []
    for path in paths:
        shared = path.parent / SHARED_FRAGMENTS
        fragments = _read(shared).fragments if shared.exists() else {}
        file = _read(path)
        table = {name: _alternation(text) for name, text in {**fragments, **file.fragments}.items()}
        entries += [_entry(raw, table) for raw in file.entries]
    return tuple(entries)


def _read(path: Path) -> _File:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _File.model_validate(yaml.load(path.read_text("utf-8"), Loader=loader) or {})  # noqa: S506 (a safe loader)
    except (OSError, yaml.YAMLError, ValidationError, ValueError) as error:
        raise LexiconError(f"lexicon file {path.name} cannot be read: {error}") from error


def _alternation(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "|".join(text)


def _entry(raw: dict[str, Any], fragments: dict[str, str]) -> LexiconEntry:
    name = str(raw.get("id", "without id"))
    try:
        entry = _Entry.model_validate(raw)
    except ValidationError as error:
        raise LexiconError(f"lexicon entry {name}: {error}") from error
    patterns = [entry.pattern] if entry.pattern is not None else entry.patterns
    return LexiconEntry(
        id=entry.id,
        patterns=tuple(_expanded(name, pattern, fragments) for pattern in patterns),
        concern=entry.concern,
        tier=entry.tier,
        request=entry.request,
        variant=entry.variant,
        subject=entry.subject,
        present=entry.present,
        unless=tuple(_expanded(name, pattern, fragments) for pattern in entry.unless),
        around=tuple(_expanded(name, pattern, fragments) for pattern in entry.around),
        languages=tuple(entry.languages),
        match=tuple(entry.match),
        no_match=tuple(entry.no_match),
    )


def _expanded(name: str, pattern: str, fragments: dict[str, str]) -> str:
    """The pattern with every `{fragment}` replaced by its group, and folded as messages are."""

    def replacement(match: re.Match[str]) -> str:
        if match[1] == "hit":
            return HIT_MARK
        if match[1] not in fragments:
            raise LexiconError(f"lexicon entry {name}: no fragment is called {match[1]}; add it or correct the name")
        return f"(?:{fragments[match[1]]})"

    for _ in range(_DEPTH):
        if not _FRAGMENT.search(pattern):
            return folded_pattern(pattern)
        pattern = _FRAGMENT.sub(replacement, pattern)
    raise LexiconError(f"lexicon entry {name}: its fragments contain one another")
