"""Refuses drafts that hold dosing content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.domain.replies import Draft, Verdict
from assistant.guardrails.dosing_detector import find_dosing

_FULL_STOPS: Final = (".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class OutputDosingRail:
    """An output rail that reads the draft whole, so that a dose spread over sentences is found."""

    name: str = "output_dosing"

    def check(self, draft: Draft) -> Verdict:
        """Rejected with the rules that fired when the draft, as shown or run together, holds dosing content."""
        parts = [sentence.text for sentence in draft.sentences]
        texts = {draft.text, " ".join(parts)}
        if not all(part.rstrip().endswith(_FULL_STOPS) for part in parts):  # rows of a table, verses, bare words
            texts.add("\n".join(parts))
        rules = sorted({finding.rule for text in texts for finding in find_dosing(text)})
        return Verdict(self.name, passed=not rules, reasons=tuple(f"dosing: {rule}" for rule in rules))
