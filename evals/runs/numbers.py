"""What is no rate: how long turns took."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

from evals.runs.record import CaseRow

_FEWEST = 20


def numbers(rows: Sequence[CaseRow]) -> dict[str, float]:
    """Milliseconds of a turn at the 50th and 95th percentile, with their n; {} for too few turns."""
    times = [turn["ms"] for row in rows for turn in row.seen.values() if turn.get("ms")]
    if len(times) < _FEWEST:
        return {}
    cuts = quantiles(times, n=100)
    return {"turns": float(len(times)), "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1)}
