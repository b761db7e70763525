"""What a search by meaning brought back, put together by passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval.indexing import NOT_OURS, owner_of

_BEYOND = 0.9
"""A vector beyond the searched ones counts as this share of the last of them."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines by passage id: of its nearest vector, nearest first, and of its direction."""

    nearest: dict[str, float]
    direction: dict[str, float]
    beyond: float
    """Stands for the cosine of a nearest vector that was not among those searched."""
    not_ours: float
    """Cosine of the nearest question that the library does not answer."""
    ours: float
    """Cosine of the direction from such questions to those that it answers."""

    def nearest_of(self, passage_id: str) -> float:
        """Cosine of the passage's nearest vector."""
        return self.nearest.get(passage_id, self.beyond)

    def direction_of(self, passage_id: str) -> float:
        """Cosine of the passage's direction; 0 for a passage that the index does not hold."""
        return self.direction.get(passage_id, 0.0)


def nearness_of(found: Sequence[tuple[str, float]], directions: Sequence[tuple[str, float]] = ()) -> Nearness:
    """The search result (key, cosine), nearest first, and the cosines of the directions, by passage."""
    nearest: dict[str, float] = {}
    beyond = found[-1][1] * _BEYOND if found else 0.0
    not_ours = beyond
    for key, cosine in found:
        owner, is_direction = owner_of(key)
        if owner == NOT_OURS:
            not_ours = max(not_ours, cosine)
        elif not is_direction:
            nearest.setdefault(owner, cosine)
    by_direction = {owner_of(key)[0]: cosine for key, cosine in directions}
    ours = by_direction.pop(NOT_OURS, 0.0)
    return Nearness(nearest, by_direction, beyond, not_ours, ours)
