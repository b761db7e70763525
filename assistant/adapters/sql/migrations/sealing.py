"""What the migrations that encrypt and decrypt share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import context

from assistant.adapters.sql.keyring import Keyring, Unreadable
from assistant.adapters.sql.unlocking import unlock
from assistant.domain.errors import KeysRefused, RecordsUnavailable

BATCH = 500
Change = Callable[[str], str]


def keyring_here(connection: sa.Connection, *, begin: bool = False) -> Keyring:
    """The keyring of the database that is being migrated; `begin` makes its secrets. Raises KeysRefused."""
    keys = context.config.attributes.get("keys")
    if not keys:
        raise KeysRefused("The stored words need a key to be encrypted or decrypted. Set KAP_ENCRYPTION_KEYS.")
    return unlock(connection, keys, begin=begin)


def readable(text: str) -> str:
    """The text itself. Raises RecordsUnavailable when it could not be decrypted."""
    if isinstance(text, Unreadable):
        raise RecordsUnavailable("A stored text cannot be decrypted. Run `kap doctor`, and restore a backup.")
    return text


def change_texts(connection: sa.Connection, places: Sequence[tuple[str, str, tuple[str, ...]]], change: Change) -> None:
    """Change every text of these (table, primary key, columns) by batches, as it is stored."""
    for name, key, columns in places:
        table = sa.table(name, sa.column(key), *(sa.column(c) for c in columns))
        update = sa.update(table).where(table.c[key] == sa.bindparam("row_key"))
        query = sa.select(table).order_by(table.c[key]).limit(BATCH)
        rows = connection.execute(query).mappings().all()
        while rows:
            for row in rows:
                values = {c: change(row[c]) for c in columns if row[c] is not None}
                if values:
                    connection.execute(update.values(**values), {"row_key": row[key]})
            rows = connection.execute(query.where(table.c[key] > rows[-1][key])).mappings().all()
