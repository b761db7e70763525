"""What an evaluator reads of stored measurements: runs, their gates and figures, single cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.rates import Paired, Rate
from assistant.domain.risk import Tier
from assistant.domain.routes import Route


class GateState(StrEnum):
    """Whether a floor was reached."""

    MISSED = "missed"
    UNMEASURED = "not measured"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Gate:
    """A floor that catches regressions, and beside it the goal."""

    suite: str
    split: str
    title: str
    found: str
    """The rate with its counts and interval."""
    limit: float
    at_least: bool
    """False of a ceiling: then less is better, for the goal too."""
    state: GateState
    goal: float | None
    goal_met: bool | None
    """None where there is no goal, or nothing was measured."""
    away: float
    """The distance to the goal, 0 to 1; 0 when it is met."""
    issue: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One suite on one split of a run."""

    suite: str
    split: str
    title: str
    cases: int
    of: int
    """How many cases the split has; `cases` is smaller for a sample."""
    ideas: int
    errors: int
    failed_rails: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    """By what its figures are also given, each with its values."""

    @property
    def name(self) -> str:
        """How it is chosen."""
        return f"{self.suite}, {self.split}"


@dataclass(frozen=True, slots=True)
class Run:
    """One stored run."""

    id: str
    made: str
    commit: str
    target: str
    facts: Mapping[str, str]
    arguments: tuple[str, ...]
    seconds: float
    parts: tuple[Part, ...]
    gates: tuple[Gate, ...]
    """The missed ones first."""

    def part(self, name: str) -> Part | None:
        """The part of that name, or None."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of a part, over all its cases or over those of one group."""

    title: str
    group: str
    """A value of the grouping that was asked for; "" for all cases."""
    rate: Rate
    wanted: bool = True
    """False of what should be rare, such as false alarms."""
    lenient: bool = False
    """Whether it accepts a second reading of the label."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in two runs, over the cases that both decided."""

    suite: str
    split: str
    title: str
    before: str
    now: str
    pair: Paired
    better: bool | None
    """Whether the difference is clear and in the right direction; None when chance can make it."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What a threshold of the classifier costs and saves, the rules left on."""

    threshold: float
    missed: int
    dangers: int
    alerts: int
    harmless: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class CaseKey:
    """Which case."""

    suite: str
    split: str
    id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases of a run to list; what is empty or false narrows nothing."""

    suite: str = ""
    split: str = ""
    group: str = ""
    value: str = ""
    wrong: bool = False
    grave: bool = False
    changed: bool = False
    """Only those that the two runs marked differently."""


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case in a list; it holds none of its words."""

    key: CaseKey
    label: str
    kind: str
    failed: tuple[str, ...]
    """The measures that went wrong; () for a faultless case."""
    grave: bool
    error: str
    """The type of what the target raised, or ""."""
    other_failed: tuple[str, ...] | None
    """The same in the other run; None when it has not got the case."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the assistant made of one message of a case."""

    name: str
    """`as written`, a way of writing, or a turn of a script."""
    tier: Tier
    route: Route
    rules: tuple[str, ...]
    """The signals that fired, the classifier's with its probability."""
    failed: tuple[str, ...]
    """The rails that broke."""
    score: float | None
    text: str | None
    """The reply; None when only the rails were asked or its words are withheld."""
    ms: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: the turns, and the marks they earned."""

    turns: tuple[Observed, ...]
    marks: Mapping[str, bool | None]
    """By the measure's title, whether it hit; None where it could not be decided."""
    failed: tuple[str, ...]
    grave: bool
    error: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case of a run."""

    key: CaseKey
    idea: str
    label: str
    kind: str
    groups: Mapping[str, tuple[str, ...]]
    withheld: bool
    """Whether its words are kept out of every run."""
    patient: tuple[str, ...]
    """The patient's messages; () when they are withheld."""
    why: str
    """Why the label is right; "" when that is withheld."""
    outcome: Outcome
