"""Reads the database with plain SQL, not with the product's own code, and says what is wrong.

Only what people wrote is read through the product's column type, because it is encrypted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import select

from assistant import bootstrap
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import messages
from evals.soak.child import settings_in
from evals.soak.messages import GRAVE


def after_kill(database: Path, accepted: Iterable[str], released: Iterable[str]) -> Iterator[str]:
    """What must hold at any instant: nothing accepted is missing, nothing released is without its record."""
    with closing(sqlite3.connect(database)) as connection:
        stored = _written(database)
        yield from (f"accepted message {m} is missing" for m in accepted if m not in stored)
        answered = {row[0] for row in connection.execute("SELECT reply_to FROM messages WHERE reply_to IS NOT NULL")}
        yield from (f"released reply to {m} is missing" for m in released if m not in answered)
        yield from _standing(connection, stored, answered)


def after_recovery(database: Path) -> Iterator[str]:
    """What must hold once a start has recovered: every message has its reply, every grave one its case."""
    with closing(sqlite3.connect(database)) as connection:
        stored = _written(database)
        answered = {row[0] for row in connection.execute("SELECT reply_to FROM messages WHERE reply_to IS NOT NULL")}
        yield from (f"message {m} was not assessed at the next start" for m in stored if m not in answered)
        yield from _standing(connection, stored, answered)


def audit_chain(data: Path) -> Iterator[str]:
    """What is wrong with the audit trail."""
    with closing(cast("SqlRecords", bootstrap.make_records(settings_in(data)))) as records:
        _, problem = records.verify_audit()
    if problem is not None:
        yield f"audit: {problem}"


def counts(database: Path) -> dict[str, int]:
    """How much was stored."""
    tables = {"messages": "messages WHERE reply_to IS NULL", "cases": "cases", "signals": "case_signals"}
    tables |= {"alerts": "alerts", "audit rows": "audit"}
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - fixed names
            for name, table in tables.items()
        }


def waiting(database: Path) -> set[str]:
    """Messages that have no reply."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            row[0]
            for row in connection.execute(
                "SELECT id FROM messages m WHERE reply_to IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.reply_to = m.id)"
            )
        }


def _written(database: Path) -> dict[str, str]:
    """Every patient's message by its id."""
    said = select(messages.c.id, messages.c.text).where(messages.c.reply_to.is_(None))
    records = cast("SqlRecords", bootstrap.make_records(settings_in(database.parent)))
    with closing(records), records._db.read() as connection:  # noqa: SLF001 - the texts alone
        return {row.id: row.text for row in connection.execute(said)}


def _standing(connection: sqlite3.Connection, stored: dict[str, str], answered: set[str]) -> Iterator[str]:
    """One transaction holds reply, assessment, case and alerts: never one without the others."""
    (state,) = connection.execute("PRAGMA integrity_check").fetchone()
    if state != "ok":
        yield f"database: {state}"
    twice = "SELECT reply_to FROM messages WHERE reply_to IS NOT NULL GROUP BY reply_to HAVING count(*) > 1"
    yield from (f"message {m} has more than one reply" for (m,) in connection.execute(twice))
    assessed = {row[0] for row in connection.execute("SELECT message_id FROM assessments")}
    yield from (f"reply to {m} has no assessment" for m in answered - assessed)
    in_case = {row[0] for row in connection.execute("SELECT message_id FROM case_signals")}
    grave = {m for m, text in stored.items() if text in GRAVE}
    yield from (f"grave message {m} has a reply and no case" for m in (grave & answered) - in_case)
    silent = (
        "SELECT id FROM cases WHERE severity IN ('imminent', 'elevated') AND restricted = 0"
        " AND NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.case_id = cases.id)"
    )
    yield from (f"case {c} pages nobody" for (c,) in connection.execute(silent))
