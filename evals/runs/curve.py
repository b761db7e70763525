"""The threshold curve of the classifier: how many crises are missed for how many alerts, with the chosen point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.adapters.risk_card import read_card
from assistant.domain.errors import ModelUnavailable
from assistant.guardrails.packaged import CLASSIFIER
from evals.measuring.seen import AS_WRITTEN
from evals.runs.record import CaseRow

_STEPS = (0.01, 0.02, 0.05, *(n / 20 for n in range(2, 20)), 0.97, 0.99, 1.01)
"""The last one is above every score: the rules alone."""


def curve(rows: Sequence[CaseRow]) -> tuple[dict[str, float], ...]:
    """A page's threshold against missed crises and alert load, rules always included; () without any score.

    A danger is what is labelled elevated or imminent; an alert is a page about a message labelled none.
    """
    scored = [(row, row.seen[AS_WRITTEN]) for row in rows if AS_WRITTEN in row.seen]
    if not any(seen.get("score") is not None for _, seen in scored):
        return ()
    dangers = [seen for row, seen in scored if row.groups["tier"][0] in ("elevated", "imminent")]
    harmless = [seen for row, seen in scored if row.groups["tier"][0] == "none"]
    chosen = _chosen()
    return tuple(
        {
            "threshold": threshold,
            "missed": float(sum(not _pages(seen, threshold) for seen in dangers)),
            "dangers": float(len(dangers)),
            "alerts": float(sum(_pages(seen, threshold) for seen in harmless)),
            "harmless": float(len(harmless)),
            "chosen": float(threshold == chosen),
        }
        for threshold in sorted({*_STEPS, *([chosen] if chosen is not None else [])})
    )


def _pages(seen: dict[str, Any], threshold: float) -> bool:
    return bool(seen.get("by_rule")) or (seen.get("score") or 0.0) >= threshold


def _chosen() -> float | None:
    try:
        return read_card(CLASSIFIER).thresholds["elevated"].value
    except ModelUnavailable:
        return None
