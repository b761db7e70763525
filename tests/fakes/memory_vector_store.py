"""A VectorStore in memory."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.errors import IndexUnavailable
from assistant.domain.reading import Vector


class MemoryVectorStore:
    """Compares with every vector it holds; counts how often it was rebuilt."""

    def __init__(self) -> None:
        self.rebuilt = 0
        self._state: tuple[str, str, int] | None = None
        self._entries: tuple[tuple[str, Vector], ...] = ()

    def replace(self, fingerprint: str, version: str, entries: Sequence[tuple[str, Vector, str]]) -> None:
        """Make the store hold exactly these entries."""
        self._entries = tuple((key, vector) for key, vector, _ in entries)
        self._state = (fingerprint, version, len(self._entries))
        self.rebuilt += 1

    def state(self) -> tuple[str, str, int] | None:
        """What the store holds, or None."""
        return self._state

    def nearest(self, vector: Vector, limit: int) -> tuple[tuple[str, float], ...]:
        """Up to `limit` (key, cosine similarity) pairs, nearest first."""
        return tuple(sorted(self.ending(vector, ""), key=lambda pair: -pair[1])[:limit])

    def ending(self, vector: Vector, suffix: str) -> tuple[tuple[str, float], ...]:
        """(key, cosine similarity) of every entry whose key ends so."""
        if self._state is None:
            raise IndexUnavailable("There is no index yet. Run `kap library build`.")
        held = [entry for entry in self._entries if entry[0].endswith(suffix)]
        if held and len(vector) != len(held[0][1]):
            raise IndexUnavailable("The index was made by another embedding model. Run `kap library build`.")
        return tuple((key, sum(a * b for a, b in zip(vector, numbers, strict=True))) for key, numbers in held)
