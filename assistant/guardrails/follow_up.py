"""Tells a follow-up from a question of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = re.compile(
    r"^\W*(?:and|but|also|so|then|ok(?:ay)? (?:and|but|so)|what about|how about|why|what if|for how long|like what"
    r"|y|pero|entonces|por que|por qué)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:that|this|it|they|them|those|these|the same|one|eso|esto|ello|ellos|lo mismo)\b", re.IGNORECASE
)
_SHORT = 12
_SHORTEST_POINTING = 7
_KEPT = 400


def looked_up(text: str, earlier: Sequence[str]) -> str:
    """What retrieval looks up: the message, or for a short follow-up the message after the question before it."""
    words = len(text.split())
    if not earlier or not words or words > _SHORT:
        return text
    if _OPENING.search(text) or (words <= _SHORTEST_POINTING and _POINTING.search(text)):
        return f"{earlier[-1][:_KEPT]} {text}"
    return text
