"""How worried a human should be, about what, and which words said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from assistant.domain.routes import Route


class Tier(Enum):
    """How soon a human must look; ordered by `rank`, compare with `highest`."""

    NONE = "none"
    WATCH = "watch"
    UNKNOWN = "unknown"
    ELEVATED = "elevated"
    IMMINENT = "imminent"

    @property
    def rank(self) -> int:
        """Position from 0 (none); `unknown` outranks `watch`, because a broken rail may have missed anything."""
        return _RANKS[self]

    @property
    def opens_episode(self) -> bool:
        """Whether this tier opens or continues a safety episode."""
        return self in (Tier.ELEVATED, Tier.IMMINENT)


_RANKS = {Tier.NONE: 0, Tier.WATCH: 1, Tier.UNKNOWN: 2, Tier.ELEVATED: 3, Tier.IMMINENT: 4}


def highest(tiers: Iterable[Tier]) -> Tier:
    """The strictest of the tiers; `none` when there are none."""
    return max(tiers, key=lambda tier: tier.rank, default=Tier.NONE)


class Concern(Enum):
    """What the danger is."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    MEDICAL_EMERGENCY = "medical_emergency"
    WITHDRAWAL = "withdrawal"
    PSYCHOSIS_MANIA = "psychosis_mania"

    @property
    def is_red_flag(self) -> bool:
        """Whether the concern leads to route `red_flag`; otherwise it leads to `crisis`."""
        return self in (Concern.MEDICAL_EMERGENCY, Concern.WITHDRAWAL, Concern.PSYCHOSIS_MANIA)


class Subject(Enum):
    """Who is in danger: the patient, or somebody the patient writes about."""

    SELF = "self"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of the original message."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a span runs forward from 0 or later")

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Signal:
    """What one rail found in one message.

    A signal speaks either of danger (`concern`, with a tier above none) or of what is asked for
    (`request`, a route); never of both. `score` is 1.0 for a rule, a probability for a classifier.
    `present` is false for what lies in the past. `variant` picks among fixed texts of one concern or route
    (for example `pregnancy`, `overdose`, `driving`, `staff`, `missed_dose`, `human_or_machine`).
    """

    rail: str
    rule: str
    span: Span
    excerpt: str
    score: float = 1.0
    concern: Concern | None = None
    tier: Tier = Tier.NONE
    request: Route | None = None
    subject: Subject = Subject.SELF
    present: bool = True
    variant: str = ""

    def __post_init__(self) -> None:
        if (self.concern is None) == (self.request is None):
            raise ValueError("a signal names either a concern or a request")
        if (self.concern is None) != (self.tier is Tier.NONE):
            raise ValueError("a concern has a tier above none, a request has none")


@dataclass(frozen=True, slots=True)
class Assessment:
    """All signals of one message together, and the rails that broke while reading it."""

    signals: tuple[Signal, ...] = ()
    failed_rails: tuple[str, ...] = ()
    advisory_failures: tuple[str, ...] = ()
    """Optional second opinions that failed: listed with the failed rails, but the local result stands."""

    @property
    def tier(self) -> Tier:
        """The strictest tier found; a broken rail counts as `unknown`."""
        broken = (Tier.UNKNOWN,) if self.failed_rails else ()
        return highest((*(signal.tier for signal in self.signals), *broken))

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """Each concern once, strictest first, then in order of appearance."""
        ordered = sorted((s for s in self.signals if s.concern), key=lambda s: -s.tier.rank)
        return tuple(dict.fromkeys(s.concern for s in ordered if s.concern))

    @property
    def dangers(self) -> tuple[Signal, ...]:
        """The signals that name a concern, strictest first."""
        return tuple(sorted((s for s in self.signals if s.concern), key=lambda s: -s.tier.rank))

    @property
    def requests(self) -> tuple[Signal, ...]:
        """The signals that say what is asked for."""
        return tuple(s for s in self.signals if s.request)
