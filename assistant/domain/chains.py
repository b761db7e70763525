"""When the silence of whoever was told last has lasted long enough, and what happens then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.cases import CaseState, Severity
from assistant.domain.oncall import OnCall


@dataclass(frozen=True, slots=True)
class Watched:
    """A standing case as its clocks see it."""

    case_id: str
    severity: Severity
    state: CaseState
    team: str
    restricted: bool
    waiting_since: datetime
    owner_id: str | None = None
    told: int = 0
    """How many steps of the chain have been told; 0 when nobody was paged yet."""
    told_at: datetime | None = None
    unheard: bool = False
    """Whether every alert of the step that was told last was given up."""
    exhausted_at: datetime | None = None
    """When everybody had been told and nobody was left."""

    @property
    def has_chain(self) -> bool:
        """Whether silence pages: not for questions."""
        return self.severity is not Severity.TEAM_QUESTION


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to a case because of silence."""

    step: int = 0
    """The number of the step that is told now; 0 for none, also when the safeguarding lead is told."""
    urls: tuple[str, ...] = ()
    """Who is told now; () tells nobody."""
    unclaim: bool = False
    """Whether whoever has it loses it, because they have not spoken to the patient in time."""
    exhausted: bool = False
    """Whether everybody was told and nobody is left."""


def next_move(case: Watched, oncall: OnCall, now: datetime) -> Move | None:
    """What silence asks for now; None while whoever was told, or has the case, still has time."""
    if case.state is CaseState.CLAIMED:
        if now < oncall.overdue_at(case.team, case.severity, case.waiting_since):
            return None
        return _told(case, oncall, now, unclaim=True)
    if not case.state.is_free or not case.has_chain:
        return None
    if case.restricted:
        return _lead_again(case, oncall, now)
    if case.exhausted_at is not None:
        return _again(case, case.exhausted_at, oncall, now)
    return _told(case, oncall, now, unclaim=False) if now >= _silent_at(case, oncall) else None


def _again(case: Watched, exhausted_at: datetime, oncall: OnCall, now: datetime) -> Move | None:
    """Nobody is left, and nothing may stop quietly: the last step hears of it again, once in every clock."""
    since = max(exhausted_at, case.told_at or exhausted_at)
    last = oncall.last_step(case.team, now)
    if last is None or now < oncall.overdue_at(case.team, case.severity, since):
        return None
    number, step = last
    return Move(number, step.urls)


def _lead_again(case: Watched, oncall: OnCall, now: datetime) -> Move | None:
    """The lead alone may know of a case about staff, so there is nobody after them: they hear of it in every clock."""
    since = max(case.waiting_since, case.told_at or case.waiting_since)
    if not oncall.safeguarding or now < oncall.overdue_at(case.team, case.severity, since):
        return None
    return Move(urls=oncall.safeguarding)


def _silent_at(case: Watched, oncall: OnCall) -> datetime:
    if case.told == 0 or case.told_at is None:
        return oncall.overdue_at(case.team, case.severity, case.waiting_since)
    if case.unheard:
        return case.told_at
    return oncall.silent_at(case.team, case.told, case.severity, case.told_at)


def _told(case: Watched, oncall: OnCall, now: datetime, *, unclaim: bool) -> Move:
    if not case.has_chain:
        return Move(unclaim=unclaim)
    if case.restricted:
        return Move(urls=oncall.safeguarding, unclaim=unclaim)
    following = oncall.step_after(case.team, case.told, now)
    if following is None and unclaim:
        # Whoever claimed it is gone, so the chain begins again.
        following = oncall.step_after(case.team, 0, now)
    if following is None:
        return Move(unclaim=unclaim, exhausted=True)
    number, step = following
    return Move(number, step.urls, unclaim=unclaim)
