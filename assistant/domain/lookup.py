"""What a turn looks up in the library."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.phases import Phase
from assistant.domain.reading import Vector


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question ready to be searched for: its words, its vector, and its parts when it asks more than one thing."""

    text: str
    vector: Vector
    language: str
    parts: tuple[tuple[str, Vector], ...] = ()
    """(words, vector) of each part, in the order asked; () for a question that asks one thing."""
    phase: Phase | None = None
    """Where the patient stands, when that is known: passages of this phase rank higher, and none is left out."""
    alone: tuple[str, Vector] | None = None
    """(words, vector) of a follow-up without the question that it was joined with; None for a question of its own."""
