"""The addresses of alerts are encrypted: they can hold the password of a mail server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.sql.migrations.sealing import change_texts, keyring_here, readable

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ADDRESSES = (("alerts", "seq", ("url",)),)


def upgrade() -> None:
    """Encrypt every address."""
    connection = op.get_bind()
    if _holds_alerts(connection):
        change_texts(connection, _ADDRESSES, keyring_here(connection).seal_name)


def downgrade() -> None:
    """Decrypt every address."""
    connection = op.get_bind()
    if _holds_alerts(connection):
        keyring = keyring_here(connection)
        change_texts(connection, _ADDRESSES, lambda stored: readable(keyring.opened_name(stored)))


def _holds_alerts(connection: sa.Connection) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(sa.table("alerts")).limit(1)).first() is not None
