"""The classifier's thresholds and their reasons, from the card beside its parameters."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.risk_card import read_card
from assistant.domain.errors import ModelUnavailable
from assistant.guardrails.packaged import CLASSIFIER


def thresholds(folder: Path = CLASSIFIER) -> list[str]:
    """Rows of Markdown: name, value, reason. The only place of the evaluations that knows what the card looks like."""
    try:
        chosen = read_card(folder).thresholds
    except ModelUnavailable as error:
        return [f"There is no classifier to speak of: {error}"]
    rows = [f"| {name} | {one.value:.3g} | {one.reason} |" for name, one in chosen.items()]
    return ["| counts as | from | because |", "|---|---|---|", *rows]
