"""The classifier's thresholds and their reasons, from the card beside its parameters."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.risk_card import SecondStage, read_card
from assistant.domain.errors import ModelUnavailable
from assistant.guardrails.packaged import CLASSIFIER


def thresholds(folder: Path = CLASSIFIER) -> list[str]:
    """Rows of Markdown: name, value, reason. The only place of the evaluations that knows what the card looks like."""
    try:
        card = read_card(folder)
    except ModelUnavailable as error:
        return [f"There is no classifier to speak of: {error}"]
    rows = [f"| {name} | {one.value:.3g} | {one.reason} |" for name, one in card.thresholds.items()]
    return ["| counts as | from | because |", "|---|---|---|", *rows, *(_second(card.second) if card.second else [])]


def _second(stage: SecondStage) -> list[str]:
    """What the second stage is asked about and what it adds, as its training measured it."""
    asked = (
        "A second, larger encoder reads what the first stage gives a probability of "
        f"{stage.asked_from:.2g} or more for watch or for any request. "
        "Measured on the development split when it was fitted:"
    )
    return ["", asked, "", *(f"- {name}: {value}" for name, value in stage.figures.items())]
