"""The clinicians' queue as their page reads it, in SQL: order and limit in the database, details of one page only."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from assistant.adapters.sql.case_reading import read_cases
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import cases, people
from assistant.domain.cases import FREE, STANDING, Case, CaseState, Severity
from assistant.domain.queue import QueuePage, QueueView, Waiting

_RANK = case({severity.value: severity.rank for severity in Severity}, value=cases.c.severity)
_SINCE = func.coalesce(cases.c.clock_at, cases.c.opened_at)
_WAITS_SINCE = case((cases.c.claimed_at > _SINCE, cases.c.claimed_at), else_=_SINCE)
_FREE = cases.c.state.in_([state.value for state in FREE])
_STANDS = cases.c.state.in_([state.value for state in STANDING])
_ORDER = (
    case((cases.c.state == CaseState.RESOLVED.value, 1), else_=0),
    _RANK,
    case((cases.c.state == CaseState.CONTACTED.value, 1), else_=0),
    case((_FREE, 0), else_=1),
    _WAITS_SINCE,
    cases.c.id,
)


class SqlQueue(Part):
    """QueueRecords over one database."""

    def queue(self, view: QueueView) -> QueuePage:
        """The first cases that meet every condition, what needs a human first."""
        wanted = _conditions(view)
        from_ = select(cases.c.id).join_from(cases, people, people.c.id == cases.c.patient_id).where(*wanted)
        with self._db.read() as connection:
            ids = list(connection.execute(from_.order_by(*_ORDER).limit(view.limit)).scalars())
            if len(ids) < view.limit:
                total = len(ids)
            else:
                total = connection.execute(select(func.count()).select_from(from_.subquery())).scalar_one()
            found = read_cases(connection, cases.c.id.in_(ids)) if ids else ()
        place = {case_id: number for number, case_id in enumerate(ids)}
        return QueuePage(tuple(sorted(found, key=lambda one: place[one.id])), total)

    def waiting(self, teams: tuple[str, ...] | None, *, restricted: bool = False) -> Waiting:
        """How much stands and how much of it nobody has."""
        urgent = and_(_FREE, cases.c.severity == Severity.IMMINENT.value)
        query = (
            select(
                func.count(),
                func.sum(case((_FREE, 1), else_=0)),
                func.sum(case((urgent, 1), else_=0)),
                func.max(case((urgent, _WAITS_SINCE))),
            )
            .select_from(cases)
            .join(people, people.c.id == cases.c.patient_id)
            .where(*_conditions(QueueView(teams=teams, restricted=restricted)))
        )
        with self._db.read() as connection:
            standing, free, imminent, since = connection.execute(query).one()
        return Waiting(standing, free or 0, imminent or 0, since)

    def cases_of(self, patient_id: str, limit: int) -> tuple[Case, ...]:
        """The patient's last cases, newest first."""
        newest = cases.c.opened_at.desc(), cases.c.id
        query = select(cases.c.id).where(cases.c.patient_id == patient_id).order_by(*newest).limit(limit)
        with self._db.read() as connection:
            ids = list(connection.execute(query).scalars())
            found = {one.id: one for one in read_cases(connection, cases.c.id.in_(ids))} if ids else {}
        return tuple(found[case_id] for case_id in ids)


def _conditions(view: QueueView) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [cases.c.state.in_([state.value for state in view.states])]
    if not view.restricted:
        wanted.append(cases.c.restricted.is_(False))
    if view.owner_id:
        wanted.append(cases.c.owner_id == view.owner_id)
    if view.severities:
        wanted.append(cases.c.severity.in_([severity.value for severity in view.severities]))
    if view.teams is not None:
        of_teams = people.c.team.in_(view.teams)
        wanted.append(or_(of_teams, cases.c.restricted.is_(True)) if view.restricted else of_teams)
    if view.resolved_since:
        wanted.append(cases.c.resolved_at >= view.resolved_since)
    if view.follow_up_by:
        wanted.append(cases.c.follow_up_on <= view.follow_up_by)
    return wanted
