"""The outbox in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.adapters.sql.audit import ASSISTANT
from assistant.domain.cases import Alert, AlertStatus
from assistant.domain.joining import AlertState, status_of
from assistant.domain.oncall import CONSOLE
from tests.fakes.memory_case_work import MemoryCaseWork


class MemoryAlerts(MemoryCaseWork):
    """AlertRecords without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._leases: dict[str, datetime] = {}

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        with self._serving():
            due = [alert for alert in self._alerts.values() if self._waits(alert, now) and alert.due_at <= now]
            return tuple(sorted(due, key=lambda alert: (alert.severity.rank, alert.due_at))[:limit])

    def lease_alerts(self, now: datetime, until: datetime, limit: int) -> tuple[Alert, ...]:
        with self._serving():
            mine = self.due_alerts(now, limit)
            self._leases |= {alert.id: until for alert in mine}
            return mine

    def dead_alerts(self, limit: int) -> tuple[Alert, ...]:
        with self._serving():
            return tuple(a for a in reversed(self._alerts.values()) if a.id in self._given_up)[:limit]

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        with self._serving():
            alert = self._alerts.get(alert_id)
            self._leases.pop(alert_id, None)
            if alert and alert.delivered_at is None:
                self._alerts[alert_id] = replace(alert, delivered_at=at, attempts=alert.attempts + 1)
                self.trail.append(ASSISTANT, "alert_delivered", alert_id, at)

    def alert_failed(self, alert_id: str, next_due: datetime | None, at: datetime) -> None:
        with self._serving():
            alert = self._alerts.get(alert_id)
            self._leases.pop(alert_id, None)
            if alert is None or alert.delivered_at is not None or alert_id in self._given_up:
                return
            if next_due is None:
                self._given_up.add(alert_id)
                self.trail.append(ASSISTANT, "alert_given_up", alert_id, at)
            self._alerts[alert_id] = replace(alert, attempts=alert.attempts + 1, due_at=next_due or alert.due_at)

    def alert_status(self, case_id: str) -> AlertStatus:
        with self._serving():
            case = self._cases.get(case_id)
            if case is None:
                return AlertStatus.NONE
            exhausted = case.exhausted_at is not None
            return status_of(self._states(case_id), seen=case.seen_at is not None, exhausted=exhausted)

    def _waits(self, alert: Alert, now: datetime) -> bool:
        done = alert.delivered_at is not None or alert.id in self._given_up | self._dropped or alert.url == CONSOLE
        leased = alert.id in self._leases and self._leases[alert.id] > now
        return not done and not leased and self._cases[alert.case_id].state.stands

    def _states(self, case_id: str) -> tuple[AlertState, ...]:
        mine = [a for a in self._alerts.values() if a.case_id == case_id and a.id not in self._dropped]
        done = self._given_up
        return tuple(AlertState(a.severity, a.delivered_at is not None, a.id in done, a.delivered_at) for a in mine)
