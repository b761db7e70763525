"""What becomes of a case or an episode when another turn adds to it: both only rise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.domain.cases import AlertStatus, Case, CaseOpening, CaseState, Episode, Severity
from assistant.domain.oncall import CONSOLE, OnCall
from assistant.domain.risk import Concern, Subject, highest


@dataclass(frozen=True, slots=True)
class AlertState:
    """How far one alert of a case has come."""

    severity: Severity
    delivered: bool
    given_up: bool
    at: datetime | None = None
    """When it was handed over."""


def rises(stored: Severity, asked: Severity) -> bool:
    """Whether a case of severity `stored` must be looked at sooner because of `asked`."""
    return asked.rank < stored.rank


def state_after(state: CaseState, *, anew: bool) -> CaseState:
    """The state of a case that a turn joined; a contact made before something new was said does not count for it."""
    return CaseState.CLAIMED if anew and state is CaseState.CONTACTED else state


def in_queue_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """What needs a human first: standing ones, then by severity, then those nobody has, then the longest waiting."""
    return tuple(sorted(cases, key=_place))


def _place(case: Case) -> tuple[bool, int, bool, bool, datetime, str]:
    contacted = case.state is CaseState.CONTACTED
    return not case.state.stands, case.severity.rank, contacted, not case.state.is_free, case.waiting_since, case.id


def joined_concerns(first: Iterable[Concern], then: Iterable[Concern]) -> tuple[Concern, ...]:
    """Each concern once, in order of appearance."""
    return tuple(dict.fromkeys((*first, *then)))


def raised_episode(stored: Episode, asked: Episode) -> Episode:
    """The stored episode with what `asked` adds; its tier never falls and it stays open.

    An episode about the patient stays one about the patient, because only those stop answers.
    """
    return replace(
        stored,
        tier=highest((stored.tier, asked.tier)),
        concerns=joined_concerns(stored.concerns, asked.concerns),
        subject=Subject.SELF if Subject.SELF in (stored.subject, asked.subject) else stored.subject,
    )


def keeps_own_case(opening: CaseOpening) -> bool:
    """Whether the opening never joins another case: a question for the team is not danger."""
    return opening.severity is Severity.TEAM_QUESTION


def must_page(opening: CaseOpening, *, rose: bool, alerts: Iterable[AlertState]) -> bool:
    """Whether alert rows are added: asked for anew, the severity rose, or none is delivered or under way."""
    return opening.page and (rose or opening.again or all(alert.given_up for alert in alerts))


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page goes, and which step of the chain that is; 0 when it is none."""

    step: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pagers:
    """Everybody that a page can go to."""

    oncall: OnCall = field(default_factory=lambda: OnCall.of_urls(()))
    safeguarding: tuple[str, ...] = ()

    def page(self, team: str, at: datetime, *, restricted: bool, safeguarding: bool = False) -> Page:
        """The first step of the team's chain at that moment.

        A case that accuses staff goes to the safeguarding lead or nowhere; without anybody the queue itself stands in.
        """
        if restricted:
            return Page(0, self.safeguarding)
        first = self.oncall.step_after(team, 0, at)
        number, urls = (first[0], first[1].urls) if first else (0, ())
        both = (*urls, *self.safeguarding) if safeguarding else urls
        return Page(number, tuple(dict.fromkeys(both)) or (CONSOLE,))


SILENT = "The patient has not answered the safety question."
"""What the reason of a case says once its safety question went unanswered."""


def silent_reason(reason: str) -> str:
    """The reason of a case whose patient fell silent; said once."""
    return reason if SILENT in reason else f"{reason} {SILENT}".strip()


def alerted_at(alerts: Iterable[AlertState], severity: Severity) -> datetime | None:
    """When an alert of that severity was last handed over, or None."""
    return max((row.at for row in alerts if row.at and row.severity is severity), default=None)


def status_of(alerts: Iterable[AlertState], *, seen: bool, exhausted: bool = False) -> AlertStatus:
    """What is true of a case's alerts; only those of its strictest severity count, the rest speak of the past.

    `exhausted`: everybody on call was tried and nobody has claimed the case.
    """
    if seen:
        return AlertStatus.SEEN
    if exhausted:
        return AlertStatus.UNREACHABLE
    rows = tuple(alerts)
    if not rows:
        return AlertStatus.NONE
    strictest = min(row.severity.rank for row in rows)
    latest = [row for row in rows if row.severity.rank == strictest]
    if any(row.delivered for row in latest):
        return AlertStatus.DELIVERED
    return AlertStatus.UNREACHABLE if all(row.given_up for row in latest) else AlertStatus.QUEUED
