"""The hash-chained trail in SQL.

Every row's hash covers its own fields and the hash before it, and is keyed with the database's own secret, so that
nobody who can merely write to the database can make one. `audit_head` holds the last one under a seal of its own, so
that a chain cut off at its end does not verify either. Appending locks the head, so the order of rows is the order
of commits.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, true, update

from assistant.adapters.sql.columns import keyring_of
from assistant.adapters.sql.keyring import Keyring
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import audit, audit_head


class SqlAudit(Part):
    """AuditRecords over one database."""

    def audit(self, actor: str, action: str, subject: str, at: datetime) -> None:
        """Append one row; none of its fields holds a patient's words."""
        with self._db.write() as connection:
            append(connection, actor, action, subject, at)

    def verify_audit(self) -> tuple[int, str | None]:
        """(rows checked, None) for an intact chain; otherwise what is wrong and where."""
        with self._db.read() as connection:
            return check(connection)


_HEAD = select(audit_head.c.seq, audit_head.c.hash, audit_head.c.seal).with_for_update()
_BROKEN = "broken"
ASSISTANT = "assistant"
"""Who the trail names for what a turn does by itself."""


def hold(connection: Connection) -> None:
    """Let nobody else append until the transaction ends.

    For who appends about a row that others change after they appended: both must wait in the same order.
    """
    connection.execute(_HEAD)


def append(connection: Connection, actor: str, action: str, subject: str, at: datetime) -> None:
    """Add one row inside the caller's transaction."""
    keyring = keyring_of(connection.dialect)
    head = connection.execute(_HEAD).one()
    # After a head that somebody has forged the chain stays broken, also when more is written.
    vouched = head.seal == keyring.chained("head", head.seq, head.hash)
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (head.seq + 1, when, actor, action, subject, head.hash if vouched else _BROKEN)
    digest = keyring.chained(*fields)
    names = ("seq", "at", "actor", "action", "subject", "previous")
    connection.execute(insert(audit), {**dict(zip(names, fields, strict=True)), "hash": digest})
    seal = keyring.chained("head", head.seq + 1, digest)
    connection.execute(update(audit_head).values(seq=head.seq + 1, hash=digest, seal=seal))


def check(connection: Connection) -> tuple[int, str | None]:
    """(rows checked, None) for an intact chain; otherwise what is wrong and where."""
    # One statement, so that rows and head belong to the same moment on every database.
    query = (
        select(
            audit,
            audit_head.c.seq.label("head_seq"),
            audit_head.c.hash.label("head_hash"),
            audit_head.c.seal.label("head_seal"),
        )
        .join_from(audit_head, audit, true(), isouter=True)
        .order_by(audit.c.seq)
    )
    return verified(connection.execute(query), keyring_of(connection.dialect))


def verified(rows: Iterable[Row[*tuple[Any, ...]]], keyring: Keyring) -> tuple[int, str | None]:
    """How many rows stand in an unbroken chain, and what breaks it."""
    count, last, head = 0, "", None
    for row in rows:
        head = (row.head_seq, row.head_hash, row.head_seal)
        if row.seq is None:
            break
        if row.seq != count + 1:
            return count, f"Row {count + 1} of the audit trail is missing. Restore it from a backup."
        fields = (row.seq, row.at, row.actor, row.action, row.subject, row.previous)
        if row.previous != last or row.hash != keyring.chained(*fields):
            return count, f"Row {row.seq} of the audit trail was altered or moved. Compare it with a backup."
        count, last = row.seq, row.hash
    if head != (count, last, keyring.chained("head", count, last)):
        return count, f"The audit trail ends after row {count}, but more was written. Compare it with a backup."
    return count, None
