"""Figures of retrieval, each a pure function."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def recall(ranked: Sequence[str], wanted: Collection[str], most: int) -> float:
    """1.0 when any wanted id is among the first `most`, else 0.0."""
    return float(any(key in wanted for key in ranked[:most]))


def reciprocal_rank(ranked: Sequence[str], wanted: Collection[str]) -> float:
    """1 / rank of the first wanted id; 0.0 when there is none."""
    return next((1 / rank for rank, key in enumerate(ranked, 1) if key in wanted), 0.0)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95% interval of a proportion; (0, 1) for no cases."""
    if not total:
        return 0.0, 1.0
    z, share = 1.959964, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)
