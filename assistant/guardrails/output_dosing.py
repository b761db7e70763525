"""Refuses drafts that hold dosing content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assistant.domain.replies import Draft, Verdict
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.recalled import Recalled

_MOST: Final = 2_048
"""Texts whose findings are remembered: a library gives the same answers again and again."""
_FULL_STOPS: Final = (".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class OutputDosingRail:
    """An output rail that reads the draft whole, so that a dose spread over sentences is found.

    What is found depends on nothing but the text, so a text that it has read is not read again.
    """

    name: str = "output_dosing"
    _read: Recalled[tuple[str, ...]] = field(default_factory=lambda: Recalled(_MOST), repr=False, compare=False)

    def check(self, draft: Draft) -> Verdict:
        """Rejected with the rules that fired when the draft, as shown or run together, holds dosing content."""
        parts = [sentence.text for sentence in draft.sentences]
        texts = {draft.text, " ".join(parts)}
        if not all(part.rstrip().endswith(_FULL_STOPS) for part in parts):  # rows of a table, verses, bare words
            texts.add("\n".join(parts))
        rules = sorted({rule for text in texts for rule in self._read.found(text, _rules)})
        return Verdict(self.name, passed=not rules, reasons=tuple(f"dosing: {rule}" for rule in rules))


def _rules(text: str) -> tuple[str, ...]:
    return tuple(finding.rule for finding in find_dosing(text))
