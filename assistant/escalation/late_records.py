"""Alert records that open with their first use, so that a direct page needs no database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assistant.domain.cases import Alert, AlertStatus
from assistant.ports import AlertRecords


class LateAlertRecords:
    """AlertRecords behind a call that may fail; only what needs them fails with it."""

    def __init__(self, records: Callable[[], AlertRecords]) -> None:
        self._records = records

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """Undelivered alerts whose time has come, strictest first."""
        return self._records().due_alerts(now, limit)

    def lease_alerts(self, now: datetime, until: datetime, limit: int) -> tuple[Alert, ...]:
        """Due alerts that no other worker is sending, nobody else's until then."""
        return self._records().lease_alerts(now, until, limit)

    def dead_alerts(self, limit: int) -> tuple[Alert, ...]:
        """Alerts that were given up, the newest first."""
        return self._records().dead_alerts(limit)

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        """Note that the alert was handed over."""
        self._records().alert_delivered(alert_id, at)

    def alert_failed(self, alert_id: str, next_due: datetime | None, at: datetime) -> None:
        """Note a failed try; None gives the alert up."""
        self._records().alert_failed(alert_id, next_due, at)

    def alert_status(self, case_id: str) -> AlertStatus:
        """What is true now."""
        return self._records().alert_status(case_id)
