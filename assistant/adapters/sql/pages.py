"""Alert rows: what a page adds to the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert

from assistant.adapters.sql.tables import alerts
from assistant.domain.cases import Severity


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
            "given_up": False,
        }
        for url in urls
    ]
    if rows:
        connection.execute(insert(alerts).inline(), rows)
