"""What a classifier says of one piece of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route


@dataclass(frozen=True, slots=True)
class PieceScores:
    """Calibrated probabilities of one piece.

    `tiers` holds, for watch, elevated and imminent, how probably the message is at least that; `concerns` how
    probably each concern is there at all; `other` how probably somebody else is in danger and not the writer, and
    `staff` how probably abuse is by a guide, clinician or clinic; `requests` how probably each refusal fits.
    """

    tiers: Mapping[Tier, float]
    concerns: Mapping[Concern, float]
    other: float = 0.0
    staff: float = 0.0
    requests: Mapping[Route, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on each tier and request counts, each concern beside the leading one, and the two marks.

    `runs` is for the pieces of a long message, of which there are many: each alone must be surer.
    """

    tiers: Mapping[Tier, float]
    runs: Mapping[Tier, float]
    concern: float = 0.5
    other: float = 0.5
    staff: float = 0.5
    requests: Mapping[Route, float] = field(default_factory=dict)
    request_runs: Mapping[Route, float] = field(default_factory=dict)
    hint: float = 0.05
    """Below this for every request, nothing is asked for that a loose rule alone hints at."""
