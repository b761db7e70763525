"""How far the alerts of a case have come."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.adapters.sql.tables import alerts, cases
from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.joining import AlertState, status_of


def alert_states(connection: Connection, case_id: str) -> tuple[AlertState, ...]:
    """One state for each alert row of the case."""
    query = select(alerts.c.severity, alerts.c.delivered_at, alerts.c.given_up).where(alerts.c.case_id == case_id)
    return tuple(
        AlertState(Severity(row.severity), row.delivered_at is not None, row.given_up)
        for row in connection.execute(query)
    )


def alert_status_of(connection: Connection, case_id: str) -> AlertStatus:
    """What is true now; `none` for an unknown case."""
    seen_at = connection.execute(select(cases.c.seen_at).where(cases.c.id == case_id)).scalar_one_or_none()
    return status_of(alert_states(connection, case_id), seen=seen_at is not None)
