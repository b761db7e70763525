"""What people write is encrypted, and the audit trail is chained with a secret."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

from assistant.adapters.sql.columns import escaped, unescaped
from assistant.adapters.sql.migrations.plain_chain import plainly_chained
from assistant.adapters.sql.migrations.sealing import change_texts, keyring_here, readable
from assistant.adapters.sql.unlocking import seal_head
from assistant.domain.errors import RecordsUnavailable

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Chain = Callable[..., str]

_WORDS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("messages", "seq", ("text", "reply")),
    ("assessments", "message_id", ("assessment",)),
    ("case_signals", "seq", ("signal",)),
    ("cases", "id", ("reason", "note")),
    ("care", "patient_id", ("contact", "safety_plan")),
    ("case_notes", "seq", ("text",)),
    ("alert_tests", "code_hash", ("place",)),
    ("vetting_texts", "sha256", ("text",)),
    ("vetting_decisions", "seq", ("person_name", "comment")),
)
_NAMES = (("people", "id", ("name",)),)
_AUDIT = sa.table("audit", *(sa.column(n) for n in ("seq", "at", "actor", "action", "subject", "previous", "hash")))
_HEAD = sa.table("audit_head", *(sa.column(n) for n in ("seq", "hash", "seal")))


def upgrade() -> None:
    """Make the table of keys, encrypt what is stored, chain the trail anew."""
    op.create_table(
        "encryption_keys",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("secrets", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_encryption_keys"),
    )
    op.add_column("audit_head", sa.Column("seal", sa.String(length=64), nullable=False, server_default=""))
    connection = op.get_bind()
    if not _holds_rows(connection):
        return
    keyring = keyring_here(connection, begin=True)
    change_texts(connection, _WORDS, lambda stored: keyring.seal(unescaped(stored)))
    change_texts(connection, _NAMES, lambda stored: keyring.seal_name(unescaped(stored)))
    _chain_anew(connection, plainly_chained, keyring.chained)
    seal_head(connection, keyring)


def downgrade() -> None:
    """Decrypt what is stored, chain the trail without the secret, remove the table of keys."""
    connection = op.get_bind()
    if _holds_rows(connection):
        keyring = keyring_here(connection, begin=False)
        change_texts(connection, _WORDS, lambda stored: escaped(readable(keyring.opened(stored))))
        change_texts(connection, _NAMES, lambda stored: escaped(readable(keyring.opened_name(stored))))
        _chain_anew(connection, keyring.chained, plainly_chained)
    op.drop_column("audit_head", "seal")
    op.drop_table("encryption_keys")


def _holds_rows(connection: sa.Connection) -> bool:
    tables = [sa.table(name) for name in ("people", "audit")]
    return any(connection.execute(sa.select(sa.literal(1)).select_from(t).limit(1)).first() for t in tables)


def _chain_anew(connection: sa.Connection, before: Chain, after: Chain) -> None:
    was, now, seq = "", "", 0
    for row in connection.execute(sa.select(_AUDIT).order_by(_AUDIT.c.seq)).all():
        fields = (row.seq, row.at, row.actor, row.action, row.subject)
        texts = (row.seq, row.at, *(unescaped(t) for t in fields[2:]))
        if row.previous != was or row.hash != before(*texts, was):
            raise RecordsUnavailable(
                "The audit trail is not intact, and changing how it is kept would hide that. Compare it with a backup."
            )
        was, seq = row.hash, row.seq
        values = {"previous": now, "hash": after(*texts, now)}
        now = values["hash"]
        connection.execute(sa.update(_AUDIT).where(_AUDIT.c.seq == row.seq).values(**values))
    head = connection.execute(sa.select(_HEAD.c.seq, _HEAD.c.hash)).one()
    if tuple(head) != (seq, was):
        raise RecordsUnavailable("The audit trail is cut off at its end. Compare it with a backup before going on.")
    connection.execute(sa.update(_HEAD).values(hash=now))
