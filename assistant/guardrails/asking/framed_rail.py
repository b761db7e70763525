"""Patterns for requests, without what the build of the sentence shows to be another question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal
from assistant.guardrails.asking.clauses import Clause, clauses_in
from assistant.guardrails.asking.frames import is_about_rules
from assistant.guardrails.lexicon_rail import LexiconRail


@dataclass(frozen=True, slots=True)
class FramedRail:
    """A lexicon rail whose hits do not count in a question about rules, reasons or who decides; needs no model."""

    lexicon: LexiconRail
    needs_model: bool = False

    @property
    def name(self) -> str:
        """How signals and failures name the rail."""
        return self.lexicon.name

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """The signals of the lexicon that stand in a clause that asks for something."""
        return framed(reading, self.lexicon.read(reading), is_about_rules)


def framed(reading: Reading, signals: tuple[Signal, ...], is_other: Callable[[Clause], bool]) -> tuple[Signal, ...]:
    """The signals whose clause is not another question."""
    if not signals:
        return ()
    clauses = clauses_in(reading.normal)
    return tuple(signal for signal in signals if not any(is_other(c) for c in clauses if _holds(reading, c, signal)))


def _holds(reading: Reading, clause: Clause, signal: Signal) -> bool:
    span = reading.normal.span(clause.parts[0].start, clause.parts[-1].end)
    return span.start <= signal.span.start < span.end
