"""Alert rows: what a page adds to the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, update

from assistant.adapters.sql.tables import alerts
from assistant.domain.cases import Severity
from assistant.domain.joining import CONSOLE


def add_page(connection: Connection, case_id: str, severity: Severity, urls: Iterable[str], at: datetime) -> None:
    """One row for each address, due at once; none without an address."""
    rows = [
        {
            "id": uuid.uuid4().hex,
            "case_id": case_id,
            "url": url,
            "severity": severity.value,
            "attempts": 0,
            "due_at": at,
            "made_at": at,
            "given_up": False,
        }
        for url in urls
    ]
    if rows:
        connection.execute(insert(alerts).inline(), rows)


def drop_waiting(connection: Connection, case_id: str) -> None:
    """Alerts of the case that have not gone out need not go out any more."""
    waits = (alerts.c.case_id == case_id) & alerts.c.delivered_at.is_(None) & alerts.c.given_up.is_(False)
    connection.execute(update(alerts).where(waits, alerts.c.url != CONSOLE).values(dropped=True))
