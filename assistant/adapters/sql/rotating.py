"""Everything is encrypted anew with the first key, in batches: a kill loses nothing, and the next run goes on."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Text, delete, literal, select, type_coerce, update

from assistant.adapters.master_keys import sealing_key
from assistant.adapters.sql.columns import Name, Words, keyring_of
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.keyring import Keyring, Secrets, Unreadable
from assistant.adapters.sql.sealed_texts import Stored, batches, columns_of, key_of
from assistant.adapters.sql.tables import encryption_keys
from assistant.domain.upkeep import Rotation

Progress = Callable[[int, int], None]


def rotate(database: Database, progress: Progress | None = None) -> Rotation:
    """Encrypt every text that another key has encrypted, then let go of the keys that nothing needs any more.

    Others may read and write meanwhile; a text that changes under the rotation keeps its change. What no key opens
    stays as it is and is named. Raises RecordsUnavailable.
    """
    with database.read() as connection:
        keyring = keyring_of(connection.dialect)
    done, unreadable = 0, []
    columns = columns_of(Words)
    for number, column in enumerate(columns, start=1):
        for batch in batches(database.read, column, except_key=keyring.first.id):
            lost, changed = _anew(database, keyring, batch)
            unreadable += lost
            done += changed
        if progress is not None:
            progress(number, len(columns))
    return Rotation(keyring.first.id, done, tuple(unreadable), _let_go(database, keyring))


def rename(database: Database) -> None:
    """Encrypt every name with a fresh secret, in one transaction. Programs that run meanwhile must be started anew."""
    with database.write() as connection:
        keyring = keyring_of(connection.dialect)
        fresh = Keyring([keyring.first], Secrets(Secrets.fresh().names, keyring.secrets.audit))
        for column in columns_of(Name):
            raw, key = type_coerce(column, Text), key_of(column)
            for row_key, stored in connection.execute(select(key, raw).where(column.is_not(None))).all():
                name = keyring.opened_name(stored)
                if not isinstance(name, Unreadable):
                    new = literal(fresh.seal_name(name), Text)
                    connection.execute(update(column.table).where(key == row_key).values({column: new}))
        sealed = {"secrets": fresh.secrets.sealed(keyring.first)}
        connection.execute(update(encryption_keys).where(encryption_keys.c.key_id == keyring.first.id).values(sealed))
        connection.execute(delete(encryption_keys).where(encryption_keys.c.key_id != keyring.first.id))


def _anew(database: Database, keyring: Keyring, batch: tuple[Stored, ...]) -> tuple[list[str], int]:
    lost, changed = [], 0
    with database.write() as connection:
        for stored in batch:
            words = keyring.opened(stored.text)
            if isinstance(words, Unreadable):
                lost.append(stored.place)
                continue
            raw = type_coerce(stored.column, Text)
            same = (key_of(stored.column) == stored.key) & (raw == stored.text)
            new = literal(keyring.seal(words), Text)
            changed += connection.execute(update(stored.column.table).where(same).values({stored.column: new})).rowcount
    return lost, changed


def _let_go(database: Database, keyring: Keyring) -> tuple[str, ...]:
    # A program that was not started anew may still write with an older key; that key then stays.
    needed = {
        sealing_key(stored.text)
        for column in columns_of(Words)
        for batch in batches(database.read, column, except_key=keyring.first.id)
        for stored in batch
        if not isinstance(keyring.opened(stored.text), Unreadable)
    }
    with database.write() as connection:
        held = set(connection.execute(select(encryption_keys.c.key_id)).scalars())
        freed = tuple(sorted(held - needed - {keyring.first.id}))
        connection.execute(delete(encryption_keys).where(encryption_keys.c.key_id.in_(freed)))
    database.forget_deleted()
    return freed
