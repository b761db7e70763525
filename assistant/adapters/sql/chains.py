"""Cases as their clocks see them, in SQL, and what silence does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select

from assistant.adapters.sql.case_work import FREE_AGAIN, held_case
from assistant.adapters.sql.pages import add_page
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import alerts, cases, people
from assistant.domain.cases import FREE, CaseState, Severity
from assistant.domain.chains import Move, Watched
from assistant.domain.joining import Page

ACTOR = "on-call chain"
_MOVING = (*(state.value for state in FREE), CaseState.CLAIMED.value)
_CASE = select(cases, people.c.team).join_from(cases, people, people.c.id == cases.c.patient_id)


class SqlChains(Part):
    """ChainRecords over one database."""

    def watched(self) -> tuple[Watched, ...]:
        """Every case that silence can move."""
        of_last_step = and_(
            alerts.c.case_id == cases.c.id,
            alerts.c.step == cases.c.step,
            alerts.c.made_at == cases.c.step_at,
            alerts.c.dropped.is_(False),
        )
        unheard = (
            select(cases.c.id)
            .join_from(cases, alerts, of_last_step)
            .where(cases.c.step > 0, cases.c.state.in_(_MOVING))
            .group_by(cases.c.id)
            .having(func.count() == func.count().filter(alerts.c.given_up))
        )
        moving = _CASE.where(cases.c.state.in_(_MOVING))
        with self._db.read() as connection:
            lost = set(connection.execute(unheard).scalars())
            return tuple(replace(_watched(row), unheard=row.id in lost) for row in connection.execute(moving))

    def move(self, case: Watched, move: Move, at: datetime) -> bool:
        """Do what silence asks for, unless the case has changed since it was read."""
        with self._db.write() as connection, held_case(connection, case.case_id) as held:
            row = connection.execute(_CASE.where(cases.c.id == case.case_id)).one()
            if replace(_watched(row), unheard=case.unheard) != case:
                return False
            changes: dict[str, object] = {}
            if move.unclaim:
                changes |= FREE_AGAIN | {"state": CaseState.OPEN.value, "clock_at": at}
            if move.urls:
                changes |= {"step": move.step, "step_at": at}
                add_page(connection, case.case_id, case.severity, Page(move.step, move.urls), at)
            if move.exhausted:
                changes["exhausted_at"] = at
            done = (("unclaimed", move.unclaim), ("escalated", bool(move.urls)), ("exhausted", move.exhausted))
            for name in (name for name, is_so in done if is_so):
                held.change(ACTOR, f"case_{name}", at, **changes)
            return True


def _watched(row: Row[*tuple[Any, ...]]) -> Watched:
    since = row.clock_at or row.opened_at
    return Watched(
        case_id=row.id,
        severity=Severity(row.severity),
        state=CaseState(row.state),
        team=row.team,
        restricted=row.restricted,
        waiting_since=max(since, row.claimed_at) if row.claimed_at else since,
        owner_id=row.owner_id,
        told=row.step,
        told_at=row.step_at,
        exhausted_at=row.exhausted_at,
    )
