"""What a search by meaning brought back, put together by passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval.indexing import NOT_OURS, owner_of

_BEYOND = 0.9
"""A vector beyond the searched ones counts as this share of the last of them."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines by passage id, nearest first: of its nearest vector, and of the mean of its vectors."""

    nearest: dict[str, float]
    mean: dict[str, float]
    beyond: float
    """Stands for a cosine that was not among those searched."""
    not_ours: float
    """Cosine of the nearest question that the library does not answer."""

    def nearest_of(self, passage_id: str) -> float:
        """Cosine of the passage's nearest vector."""
        return self.nearest.get(passage_id, self.beyond)

    def mean_of(self, passage_id: str) -> float:
        """Cosine of the mean of the passage's vectors."""
        return self.mean.get(passage_id, self.beyond)


def nearness_of(found: Sequence[tuple[str, float]]) -> Nearness:
    """The search result (key, cosine), nearest first, by passage."""
    nearest: dict[str, float] = {}
    mean: dict[str, float] = {}
    beyond = found[-1][1] * _BEYOND if found else 0.0
    not_ours = beyond
    for key, cosine in found:
        owner, is_mean = owner_of(key)
        if owner == NOT_OURS:
            not_ours = max(not_ours, cosine)
        elif is_mean:
            mean[owner] = cosine
        else:
            nearest.setdefault(owner, cosine)
    return Nearness(nearest, mean, beyond, not_ours)
