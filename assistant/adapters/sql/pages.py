"""Alert rows: what a page adds to the outbox."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from assistant.adapters.sql.tables import alerts, people
from assistant.domain.cases import Severity
from assistant.domain.joining import Page, Pagers
from assistant.domain.oncall import CONSOLE


def first_page(
    connection: Connection,
    pagers: Pagers,
    patient_id: str,
    at: datetime,
    *,
    restricted: bool,
    safeguarding: bool = False,
) -> Page:
    """Where a page about that patient goes first."""
    team = connection.execute(select(people.c.team).where(people.c.id == patient_id)).scalar_one()
    return pagers.page(team, at, restricted=restricted, safeguarding=safeguarding)


def add_page(connection: Connection, case_id: str, severity: Severity, page: Page, at: datetime) -> None:
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
            "step": page.step,
        }
        for url in page.urls
    ]
    if rows:
        connection.execute(insert(alerts).inline(), rows)


def drop_waiting(connection: Connection, case_id: str) -> None:
    """Alerts of the case that have not gone out need not go out any more."""
    waits = (alerts.c.case_id == case_id) & alerts.c.delivered_at.is_(None) & alerts.c.given_up.is_(False)
    connection.execute(update(alerts).where(waits, alerts.c.url != CONSOLE).values(dropped=True))
