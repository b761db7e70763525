"""Makes signals of what a lexicon finds in a message."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal
from assistant.guardrails.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class LexiconRail:
    """An input rail that reads patterns and needs no model."""

    name: str
    lexicon: Lexicon
    needs_model: bool = False

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """One signal for each entry found, with the exact words of the original message, in order of appearance."""
        signals = []
        for hit in self.lexicon.find(reading.normal):
            span = reading.normal.span(hit.start, hit.end)
            entry = hit.entry
            signals.append(
                Signal(
                    rail=self.name,
                    rule=entry.id,
                    span=span,
                    excerpt=span.of(reading.message),
                    concern=entry.concern,
                    tier=entry.tier,
                    request=entry.request,
                    subject=entry.subject,
                    present=entry.present,
                    variant=entry.variant,
                )
            )
        return tuple(signals)
