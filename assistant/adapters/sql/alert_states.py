"""How far the alerts of a case have come."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.adapters.sql.tables import alerts, cases
from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.joining import AlertState, status_of


def alert_states(connection: Connection, case_id: str) -> tuple[AlertState, ...]:
    """One state for each alert row of the case."""
    query = select(alerts.c.severity, alerts.c.delivered_at, alerts.c.given_up).where(
        alerts.c.case_id == case_id, alerts.c.dropped.is_(False)
    )
    return tuple(
        AlertState(Severity(row.severity), row.delivered_at is not None, row.given_up)
        for row in connection.execute(query)
    )


def alert_status_of(connection: Connection, case_id: str) -> AlertStatus:
    """What is true now; `none` for an unknown case."""
    query = select(cases.c.seen_at, cases.c.exhausted_at).where(cases.c.id == case_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return AlertStatus.NONE
    states = alert_states(connection, case_id)
    return status_of(states, seen=row.seen_at is not None, exhausted=row.exhausted_at is not None)
