"""Whom a text is for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.cases import Case
from assistant.domain.phases import Phase


@dataclass(frozen=True, slots=True)
class Audience:
    """The language and the region of help lines that a text is rendered for.

    `stored` is false for a question that is kept nowhere: no case can open, so a text must not say that one did.
    """

    language: str = "en"
    region: str | None = None
    stored: bool = True
    standing: Case | None = None
    """The patient's open case, which a new danger joins."""
    phase: Phase | None = None
    """Where the patient stands, when the day of a session is known."""
