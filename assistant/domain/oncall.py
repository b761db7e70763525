"""Who is on call: care teams, the steps of their chains, their hours, and how long a case may wait."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from assistant.domain.cases import Severity
from assistant.domain.people import DEFAULT_TEAM

CONSOLE = "console:"
"""The address that stands for the queue itself; nothing is ever sent there."""
_NAMES_A_MACHINE = ("json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos")
_WITHOUT_HOURS = timedelta(hours=8)
_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """When a team reads what comes in: spans of local time by weekday, 0 for Monday, without the days it is closed."""

    zone: str
    week: Mapping[int, tuple[tuple[time, time], ...]]
    closed_on: frozenset[date] = frozenset()

    def cover(self, at: datetime) -> bool:
        """Whether the team reads at that moment."""
        return any(start <= at < end for start, end in self._spans(self._day(at)))

    def next_start(self, at: datetime) -> datetime | None:
        """When the team reads next, after that moment, in UTC; None when no day of the coming weeks is open."""
        starts = (start for day in self._days(at) for start, _ in self._spans(day) if start > at)
        return next(starts, None)

    def end_of_working_day(self, at: datetime) -> datetime | None:
        """The end of the working day that `at` falls into or before, in UTC; None as in `next_start`."""
        ends = (spans[-1][1] for spans in map(self._spans, self._days(at)) if spans and spans[-1][1] > at)
        return next(ends, None)

    def local(self, at: datetime) -> datetime:
        """The same moment on the team's clocks."""
        return at.astimezone(ZoneInfo(self.zone))

    def _day(self, at: datetime) -> date:
        return self.local(at).date()

    def _days(self, at: datetime) -> Iterator[date]:
        return (self._day(at) + timedelta(days=n) for n in range(_LOOK_AHEAD))

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closed_on:
            return []
        zone = ZoneInfo(self.zone)
        return [
            (datetime.combine(day, start, zone).astimezone(UTC), datetime.combine(day, end, zone).astimezone(UTC))
            for start, end in self.week.get(day.weekday(), ())
        ]


class When(Enum):
    """At what times a step counts."""

    ALWAYS = "always"
    IN_HOURS = "in_hours"
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: who is told, where, and how long their silence lasts before the next one is told."""

    who: str
    urls: tuple[str, ...]
    wait: timedelta | None = None
    """None: as long as the clock of the case's severity."""
    when: When = When.ALWAYS


@dataclass(frozen=True, slots=True)
class Team:
    """One care team."""

    name: str
    steps: tuple[Step, ...]
    hours: Hours | None = None
    """None: the clinic has not said, and patients are told nothing about hours."""

    def counts(self, step: Step, at: datetime) -> bool:
        """Whether the step counts at that moment; without hours every moment is in hours."""
        covered = self.hours is None or self.hours.cover(at)
        return step.when is When.ALWAYS or covered == (step.when is When.IN_HOURS)


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long a case of each severity may wait for a claim, and then for contact; None: until the working day ends."""

    limits: Mapping[Severity, timedelta | None] = field(
        default_factory=lambda: {
            Severity.IMMINENT: timedelta(minutes=15),
            Severity.ELEVATED: timedelta(minutes=60),
            Severity.MEDICAL: timedelta(minutes=60),
            Severity.NEEDS_HUMAN: timedelta(minutes=60),
            Severity.WATCH: None,
            Severity.TEAM_QUESTION: None,
        }
    )

    def due(self, severity: Severity, since: datetime, hours: Hours | None) -> datetime:
        """When a case that waits since then has waited too long; a working day without known hours is eight hours."""
        limit = self.limits[severity]
        if limit is not None:
            return since + limit
        return (hours.end_of_working_day(since) if hours else None) or since + _WITHOUT_HOURS


@dataclass(frozen=True, slots=True)
class OnCall:
    """Every team's chain, the last resort after each of them, and the clocks."""

    teams: Mapping[str, Team]
    fallback: Step | None = None
    clocks: Clocks = field(default_factory=Clocks)
    safeguarding: tuple[str, ...] = ()
    """Who alone hears of a case about staff."""

    @staticmethod
    def of_urls(urls: tuple[str, ...]) -> OnCall:
        """One team whose only step is these addresses."""
        return OnCall({DEFAULT_TEAM: Team(DEFAULT_TEAM, (Step("on call", urls),) if urls else ())})

    def team(self, name: str) -> Team:
        """The team of that name, else the default one."""
        return self.teams.get(name) or self.teams[DEFAULT_TEAM]

    def chain(self, name: str) -> tuple[Step, ...]:
        """Every step of that team's chain, the fallback last."""
        return (*self.team(name).steps, *((self.fallback,) if self.fallback else ()))

    def step_after(self, name: str, told: int, at: datetime) -> tuple[int, Step] | None:
        """The next step that counts at that moment after `told` steps, with its number from 1; None: nobody is left."""
        team, chain = self.team(name), self.chain(name)
        numbered = ((number, step) for number, step in enumerate(chain, start=1) if number > told)
        return next((found for found in numbered if team.counts(found[1], at)), None)

    def last_step(self, name: str, at: datetime) -> tuple[int, Step] | None:
        """The last step that counts at that moment, with its number from 1; None when there is nobody."""
        team, chain = self.team(name), self.chain(name)
        counting = [(number, step) for number, step in enumerate(chain, start=1) if team.counts(step, at)]
        return counting[-1] if counting else None

    def silent_at(self, name: str, told: int, severity: Severity, since: datetime) -> datetime:
        """When the silence of step number `told`, told at `since`, has lasted long enough."""
        chain = self.chain(name)
        wait = chain[told - 1].wait if 1 <= told <= len(chain) else None
        return since + wait if wait is not None else self.overdue_at(name, severity, since)

    def overdue_at(self, name: str, severity: Severity, since: datetime) -> datetime:
        """When a case of the team that waits since then has waited too long."""
        return self.clocks.due(severity, since, self.team(name).hours)

    @property
    def fingerprint(self) -> str:
        """Changes whenever somebody else would be told, somewhere else, by another `when`, or in another order."""
        told = [
            (name, step.who, step.urls, *(() if step.when is When.ALWAYS else (step.when.value,)))
            for name in sorted(self.teams)
            for step in self.chain(name)
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def bare_address(url: str) -> str:
    """The kind of address and the machine it names, without the account, token or topic that follow."""
    scheme, _, rest = url.partition("://")
    machine = rest.partition("?")[0].partition("/")[0].rpartition("@")[2]
    # A service's own scheme keeps its token where a machine's name would be.
    return f"{scheme}://{machine}" if scheme in _NAMES_A_MACHINE else f"{scheme}://…"
