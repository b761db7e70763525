"""Which cases a clinician's queue shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.cases import STANDING, Case, CaseState, Severity

PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueView:
    """What one look at the queue asks for; every condition narrows, and nothing asked for is everything that stands."""

    states: tuple[CaseState, ...] = STANDING
    owner_id: str | None = None
    """Only what this clinician has, or had last."""
    severities: tuple[Severity, ...] = ()
    teams: tuple[str, ...] | None = None
    """Only patients of these care teams; None is all. Those that accuse staff, if asked for, are of every team."""
    restricted: bool = False
    """Whether cases that accuse staff are among them; only for the safeguarding lead."""
    resolved_since: datetime | None = None
    """Only what was resolved since then."""
    follow_up_by: date | None = None
    """Only what somebody wanted to look at again on that day or before."""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The first cases of a view, what needs a human first, and how many there are in all."""

    cases: tuple[Case, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait in a clinician's teams, whatever the filters say."""

    standing: int = 0
    free: int = 0
    """Of these, how many nobody has."""
    imminent_free: int = 0
    """Of these, how many are imminent."""
    imminent_since: datetime | None = None
    """Since when the last of these has waited: it grows with each new one, also when another was claimed meanwhile."""
