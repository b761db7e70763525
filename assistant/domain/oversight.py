"""What a clinic counts about its cases, without anything that identifies anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.cases import Outcome, Severity
from assistant.domain.proportion import Proportion
from assistant.domain.risk import Concern


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One case as it is counted: no id, no name, no words. Cases about staff are never among them."""

    opened_at: datetime
    severity: Severity
    concerns: tuple[Concern, ...] = ()
    rules: tuple[str, ...] = ()
    """`rail/rule` of every signal, each once."""
    alerts: int = 0
    """Messages to clinicians that were handed over for it; neither what waits nor what a claim made needless."""
    claimed_at: datetime | None = None
    """When it was first claimed."""
    contacted_at: datetime | None = None
    """When the patient was first spoken to."""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class WeekOfAlerts:
    """What one calendar week, from Monday 00:00 UTC, asked of the clinicians."""

    monday: date
    severity: Severity
    cases: int
    alerts: int
    cases_per_100: float
    """Cases for each 100 active patient accounts."""
    alerts_per_100: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long cases of one severity waited for one step, in minutes from their opening."""

    severity: Severity
    n: int
    """Cases that had the step; the minutes are theirs alone."""
    never: int
    """Cases that have not had it (yet)."""
    median: float | None
    ninetieth: float | None


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """How often a rule was right, of the cases in which a clinician could tell."""

    rule: str
    right: Proportion
    undecided: int
    """Reviewed cases in which the clinician could not tell, or that the question does not fit."""


@dataclass(frozen=True, slots=True)
class MonthlyCount:
    """One cell of the counts that may leave the clinic; `count` is None where it is suppressed."""

    month: str
    """`2026-11`."""
    measure: str
    value: str
    count: int | None
