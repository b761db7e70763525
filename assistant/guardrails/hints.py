"""Rules that ordinary questions meet as well: what they find is a hint, which the classifier may dismiss."""

from __future__ import annotations

from typing import Final

from assistant.domain.risk import Assessment, Signal
from assistant.domain.routes import Route

HINTS: Final = frozenset(
    {
        "asking.amount",
        "asking.combine",
        "asking.eligible",
        "asking.fitness",
        "asking.frequency",
        "asking.get",
        "asking.lean",
        "asking.leave",
        "asking.pressure",
        "asking.start",
        "asking.way",
        "diagnosis.am_i",
        "dosing.amount_named",
        "dosing.frequency",
        "dosing.level",
        "dosing.more_or_less",
        "dosing.take",
    }
)
"""Each met ordinary development questions; most requests that they find are found by another rule or are likely."""
ASKS_NOTHING: Final = "asks_nothing"


def hinted(signals: tuple[Signal, ...]) -> bool:
    """Whether rules found requests, and only such as are a hint."""
    refusals = [signal for signal in signals if signal.request and signal.request.is_refusal]
    return bool(refusals) and all(signal.rule in HINTS for signal in refusals)


def counted(assessment: Assessment) -> tuple[Signal, ...]:
    """The requests that count: all, or without hints where the classifier said that nothing is asked for.

    A classifier that is silent, or that broke, dismisses nothing; danger is never a hint.
    """
    asked = tuple(signal for signal in assessment.requests if signal.request is not Route.ANSWER)
    if len(asked) == len(assessment.requests):
        return asked
    return tuple(signal for signal in asked if signal.rule not in HINTS)
