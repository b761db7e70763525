"""Whom a text is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """The language and the region of help lines that a text is rendered for."""

    language: str = "en"
    region: str | None = None
