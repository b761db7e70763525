"""What a clinician's queue shows, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from assistant.domain.people import DEFAULT_TEAM
from assistant.domain.risk import Concern, Signal, Subject, Tier


class Severity(Enum):
    """What kind of look a case needs; queue order is `rank`, lowest first."""

    IMMINENT = "imminent"
    ELEVATED = "elevated"
    NEEDS_HUMAN = "needs_human"
    WATCH = "watch"
    TEAM_QUESTION = "team_question"

    @property
    def rank(self) -> int:
        """0 is looked at first."""
        return list(Severity).index(self)


class CaseState(Enum):
    """Where a case stands."""

    OPEN = "open"
    RESOLVED = "resolved"


class AlertStatus(Enum):
    """What is true about the alert of a case, as the patient is told it."""

    NONE = "none"
    QUEUED = "queued"
    DELIVERED = "delivered"
    SEEN = "seen"
    UNREACHABLE = "unreachable"


class Outcome(Enum):
    """What the clinician found."""

    TRUE_CRISIS = "true_crisis"
    ALREADY_KNOWN = "already_known"
    FALSE_ALARM = "false_alarm"
    COULD_NOT_REACH = "could_not_reach"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Episode:
    """A safety episode of one patient: its tier only rises, only a clinician closes it."""

    id: str
    patient_id: str
    tier: Tier
    concerns: tuple[Concern, ...]
    subject: Subject
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """What a turn asks the records to open or to join to the patient's open case."""

    severity: Severity
    concerns: tuple[Concern, ...]
    signals: tuple[Signal, ...]
    reason: str
    """One plain sentence for the clinician, without the patient's words."""
    page: bool
    """Whether somebody is alerted now; otherwise it waits in the queue."""
    restricted: bool = False
    """Whether the case accuses staff: never shown to care teams, never joined to another; it pages only the lead."""
    again: bool = False
    """Whether it pages although an alert of the same severity went out before, because something new was said."""
    safeguarding: bool = False
    """Whether a page also goes to the safeguarding lead, because somebody under age is in danger."""
    apart: CaseOpening | None = None
    """The restricted case that the same message opens beside this one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of the clinician's queue."""

    id: str
    patient_id: str
    patient_name: str
    conversation_id: str
    message_id: str
    severity: Severity
    concerns: tuple[Concern, ...]
    signals: tuple[tuple[str, Signal], ...]
    """(message id, signal) pairs, so that each span can be highlighted in its own message."""
    reason: str
    state: CaseState
    opened_at: datetime
    updated_at: datetime
    alert_status: AlertStatus
    seen_at: datetime | None = None
    seen_by: str | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    outcome: Outcome | None = None
    note: str = ""
    restricted: bool = False
    team: str = DEFAULT_TEAM
    """The care team that the patient belongs to now."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one address about one case; its body never identifies a patient."""

    id: str
    case_id: str
    url: str
    severity: Severity
    attempts: int
    due_at: datetime
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A clinician's recorded outcome of a case."""

    case_id: str
    clinician_id: str
    outcome: Outcome
    note: str
    at: datetime
