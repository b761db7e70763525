"""What a clinician's queue shows, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from assistant.domain.people import DEFAULT_TEAM
from assistant.domain.risk import Concern, Signal, Subject, Tier


class Severity(Enum):
    """What kind of look a case needs; queue order is `rank`, lowest first."""

    IMMINENT = "imminent"
    ELEVATED = "elevated"
    MEDICAL = "medical"
    """As grave as elevated, and about the body alone."""
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
    REOPENED = "reopened"
    CLAIMED = "claimed"
    CONTACTED = "contacted"
    RESOLVED = "resolved"

    @property
    def stands(self) -> bool:
        """Whether somebody still has to do something."""
        return self is not CaseState.RESOLVED

    @property
    def is_free(self) -> bool:
        """Whether nobody has it yet."""
        return self in (CaseState.OPEN, CaseState.REOPENED)


STANDING = tuple(state for state in CaseState if state.stands)
"""Every state of a case that is not resolved."""
FREE = tuple(state for state in CaseState if state.is_free)
"""Every state of a case that nobody has."""


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
class Note:
    """What a clinician wrote about a case; never changed afterwards."""

    author_id: str
    author: str
    """Their name, or the id of somebody who has no account."""
    text: str
    at: datetime


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
    """Why it was resolved; `notes` hold everything else."""
    restricted: bool = False
    team: str = DEFAULT_TEAM
    """The care team that the patient belongs to now."""
    owner_id: str | None = None
    """Who has it; also of a resolved case, whoever had it last."""
    owner: str | None = None
    """The name of `owner_id`."""
    claimed_at: datetime | None = None
    contacted_at: datetime | None = None
    reopened_at: datetime | None = None
    follow_up_on: date | None = None
    clock_at: datetime | None = None
    """Since when the case waits as it is now: opened, risen, given back or reopened."""
    alerted_at: datetime | None = None
    """When an alert of its present severity was last handed over."""
    exhausted_at: datetime | None = None
    """When everybody on call had been tried and nobody had claimed it."""
    notes: tuple[Note, ...] = ()

    @property
    def waiting_since(self) -> datetime:
        """The moment from which the clocks count: of a claimed case until contact, of a free one until a claim."""
        since = self.clock_at or self.opened_at
        return max(since, self.claimed_at) if self.claimed_at else since


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
    step: int = 0
    """Which step of the on-call chain it tells; 0 for none, for example for a safeguarding lead."""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A clinician's recorded outcome of a case; `note` says why, and ending a safety episode needs one."""

    case_id: str
    clinician_id: str
    outcome: Outcome
    note: str
    at: datetime
