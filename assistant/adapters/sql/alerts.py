"""The outbox of alerts in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, select, update

from assistant.adapters.sql.alert_states import alert_status_of
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import alerts, cases
from assistant.domain.cases import Alert, AlertStatus, CaseState, Severity
from assistant.domain.joining import CONSOLE

_RANK = case({severity.value: severity.rank for severity in Severity}, value=alerts.c.severity)


class SqlAlerts(Part):
    """AlertRecords over one database."""

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """Undelivered alerts of standing cases whose time has come, strictest first."""
        query = (
            select(alerts)
            .join_from(alerts, cases, cases.c.id == alerts.c.case_id)
            .where(
                alerts.c.delivered_at.is_(None),
                alerts.c.given_up.is_(False),
                alerts.c.dropped.is_(False),
                alerts.c.url != CONSOLE,
                alerts.c.due_at <= now,
                cases.c.state != CaseState.RESOLVED.value,
            )
            .order_by(_RANK, alerts.c.due_at, alerts.c.seq)
            .limit(limit)
        )
        with self._db.read() as connection:
            return tuple(
                Alert(row.id, row.case_id, row.url, Severity(row.severity), row.attempts, row.due_at)
                for row in connection.execute(query)
            )

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        """Note that the alert was handed over."""
        change = update(alerts).where(alerts.c.id == alert_id, alerts.c.delivered_at.is_(None))
        with self._db.write() as connection:
            connection.execute(change.values(delivered_at=at, attempts=alerts.c.attempts + 1))

    def alert_failed(self, alert_id: str, next_due: datetime | None) -> None:
        """Note a failed try; None gives the alert up, visibly."""
        values: dict[str, object] = {"attempts": alerts.c.attempts + 1}
        values |= {"given_up": True} if next_due is None else {"due_at": next_due}
        change = update(alerts).where(alerts.c.id == alert_id, alerts.c.delivered_at.is_(None))
        with self._db.write() as connection:
            connection.execute(change.values(**values))

    def alert_status(self, case_id: str) -> AlertStatus:
        """What is true now; `none` for an unknown case."""
        with self._db.read() as connection:
            return alert_status_of(connection, case_id)
