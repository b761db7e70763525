"""The outbox of alerts in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, or_, select, update

from assistant.adapters.sql.alert_states import alert_status_of
from assistant.adapters.sql.audit import ASSISTANT, append, hold
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import alerts, cases
from assistant.domain.cases import Alert, AlertStatus, CaseState, Severity
from assistant.domain.oncall import CONSOLE

_STANDS = alerts.c.given_up.is_(False)
_RANK = case({severity.value: severity.rank for severity in Severity}, value=alerts.c.severity)


class SqlAlerts(Part):
    """AlertRecords over one database."""

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """Undelivered alerts of standing cases whose time has come, strictest first."""
        with self._db.read() as connection:
            return tuple(_alert(row) for row in connection.execute(_due(now, limit)))

    def lease_alerts(self, now: datetime, until: datetime, limit: int) -> tuple[Alert, ...]:
        """Due alerts that no other worker is sending, nobody else's until then."""
        mine = _due(now, limit).with_for_update(skip_locked=True, of=alerts)
        with self._db.write() as connection:
            rows = connection.execute(mine).all()
            if rows:
                taken = alerts.c.id.in_([row.id for row in rows])
                connection.execute(update(alerts).where(taken).values(leased_until=until))
        return tuple(_alert(row) for row in rows)

    def dead_alerts(self, limit: int) -> tuple[Alert, ...]:
        """Alerts that were given up, the newest first."""
        dead = select(alerts).where(alerts.c.given_up.is_(True)).order_by(alerts.c.seq.desc()).limit(limit)
        with self._db.read() as connection:
            return tuple(_alert(row) for row in connection.execute(dead))

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        """Note that the alert was handed over, audited."""
        with self._db.write() as connection:
            hold(connection)
            if _tried(connection, alert_id, delivered_at=at):
                append(connection, ASSISTANT, "alert_delivered", alert_id, at)

    def alert_failed(self, alert_id: str, next_due: datetime | None, at: datetime) -> None:
        """Note a failed try; None gives the alert up, visibly and audited."""
        with self._db.write() as connection:
            if next_due is not None:
                _tried(connection, alert_id, _STANDS, due_at=next_due)
                return
            hold(connection)
            if _tried(connection, alert_id, _STANDS, given_up=True):
                append(connection, ASSISTANT, "alert_given_up", alert_id, at)

    def alert_status(self, case_id: str) -> AlertStatus:
        """What is true now; `none` for an unknown case."""
        with self._db.read() as connection:
            return alert_status_of(connection, case_id)


def _tried(connection: Connection, alert_id: str, *where: ColumnElement[bool], **became: object) -> bool:
    """Count one more try, and what came of it; False when the alert is unknown, delivered before or not `where`."""
    open_ = update(alerts).where(alerts.c.id == alert_id, alerts.c.delivered_at.is_(None), *where)
    counted = open_.values(attempts=alerts.c.attempts + 1, leased_until=None, **became)
    return connection.execute(counted).rowcount > 0


def _due(now: datetime, limit: int) -> Select[*tuple[Any, ...]]:
    return (
        select(alerts)
        .join_from(alerts, cases, cases.c.id == alerts.c.case_id)
        .where(
            alerts.c.delivered_at.is_(None),
            alerts.c.given_up.is_(False),
            alerts.c.dropped.is_(False),
            alerts.c.url != CONSOLE,
            alerts.c.due_at <= now,
            or_(alerts.c.leased_until.is_(None), alerts.c.leased_until <= now),
            cases.c.state != CaseState.RESOLVED.value,
        )
        .order_by(_RANK, alerts.c.due_at, alerts.c.seq)
        .limit(limit)
    )


def _alert(row: Row[*tuple[Any, ...]]) -> Alert:
    return Alert(
        id=row.id,
        case_id=row.case_id,
        url=row.url,
        severity=Severity(row.severity),
        attempts=row.attempts,
        due_at=row.due_at,
        delivered_at=row.delivered_at,
        step=row.step,
        made_at=row.made_at,
    )
