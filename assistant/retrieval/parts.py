"""Splits a question that asks two things."""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"[?!]+\s+|\.\s+(?=\S)|;\s+|\s+(?:and|also|plus|but|y|pero|y tambien|&)\s+|,\s+(?:and|but|also)\s+", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:what|why|how|when|where|who|which|is|are|do|does|did|can|could|should|will|would|may|have|has|que|como|"
    r"cuando|donde|puedo|debo|es)\b",
    re.IGNORECASE,
)
_FEWEST = 3


def parts_of(question: str) -> tuple[str, ...]:
    """The things that the question asks, in order; the question itself when it asks only one."""
    pieces = [piece.strip() for piece in _BREAK.split(question) if piece and piece.strip()]
    asking = [piece for piece in pieces if len(piece.split()) >= _FEWEST and _ASKS.search(piece)]
    return tuple(asking) if len(asking) > 1 else (question,)
