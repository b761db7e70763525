"""The audit trail as it is read: rows by who, what, about what and when, and its end for a later comparison."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.tables import audit, audit_head
from assistant.domain.upkeep import AuditFilter, AuditRow


def audit_rows(database: Database, wanted: AuditFilter, limit: int) -> tuple[AuditRow, ...]:
    """The newest rows that fit, newest first."""
    query = select(audit.c.seq, audit.c.at, audit.c.actor, audit.c.action, audit.c.subject)
    for name in ("actor", "action", "subject"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(audit.c[name] == value)
    # Times are kept as text of one width in UTC, so their order is that of the text.
    if wanted.since is not None:
        query = query.where(audit.c.at >= _written(wanted.since))
    if wanted.until is not None:
        query = query.where(audit.c.at < _written(wanted.until))
    with database.read() as connection:
        rows = connection.execute(query.order_by(audit.c.seq.desc()).limit(limit)).all()
    return tuple(AuditRow(row.seq, datetime.fromisoformat(row.at), row.actor, row.action, row.subject) for row in rows)


def audit_end(database: Database) -> str:
    """Number and hash of the last row, as `audit_holds` takes them."""
    with database.read() as connection:
        head = connection.execute(select(audit_head.c.seq, audit_head.c.hash)).one()
    return f"{head.seq}:{head.hash}"


def audit_holds(database: Database, end: str) -> bool:
    """Whether the trail still holds the row that was its end once; an older copy of the database does not."""
    seq, _, digest = end.partition(":")
    if not seq.isdecimal():
        return False
    if int(seq) == 0:
        return digest == ""
    with database.read() as connection:
        return connection.execute(select(audit.c.hash).where(audit.c.seq == int(seq))).scalar_one_or_none() == digest


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
