"""Keeps a patient in an episode from reading the same paragraph twice in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.messages import Author, Utterance

__all__ = ["last_said", "opening_line", "without_repeats"]

_HELP = re.compile(r"\d|https?://")


def last_said(history: Sequence[Utterance]) -> str:
    """The assistant's last reply; nothing before the first."""
    return next((line.text for line in reversed(history) if line.author is Author.ASSISTANT), "")


def opening_line(text: str) -> str:
    """The first line of a text, which no two fixed texts share."""
    return text.partition("\n")[0]


def without_repeats(text: str, last: str) -> str:
    """The text without the later paragraphs that stood in the last reply; one that names help always stays."""
    before = set(last.split("\n\n"))
    first, *rest = text.split("\n\n")
    return "\n\n".join([first, *(part for part in rest if part not in before or _HELP.search(part))])
