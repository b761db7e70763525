"""One entry of a lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.routes import Route

HIT_MARK = "HIT"
"""Stands in an `unless` pattern for the words that were hit; upper case, so no normalised text can hold it."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One idea with the patterns that show it, and what a hit means."""

    id: str
    patterns: tuple[str, ...]
    concern: Concern | None = None
    tier: Tier = Tier.NONE
    request: Route | None = None
    variant: str = ""
    subject: Subject = Subject.SELF
    present: bool = True
    unless: tuple[str, ...] = ()
    """What silences a hit in its sentence."""
    around: tuple[str, ...] = ()
    """What silences a hit also in the sentences beside it."""
    languages: tuple[str, ...] = ("en",)
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
