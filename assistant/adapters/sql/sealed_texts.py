"""Every encrypted text of the database, looked at as it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Text, not_, select, type_coerce

from assistant.adapters.master_keys import sealing_key
from assistant.adapters.sql.columns import Name, Words, keyring_of
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.keyring import Unreadable
from assistant.adapters.sql.tables import metadata
from assistant.domain.upkeep import SealedState

BATCH = 500


class Stored(NamedTuple):
    """One stored text: where it is, and what is there."""

    column: Column[Any]
    key: Any
    text: str

    @property
    def place(self) -> str:
        """Where it is, for people; holds no words."""
        return f"{self.column.table.name}.{self.column.name} {self.key}"


def columns_of(kind: type[Words | Name]) -> tuple[Column[Any], ...]:
    """Every column of that type, of every table."""
    return tuple(c for table in metadata.sorted_tables for c in table.columns if isinstance(c.type, kind))


def key_of(column: Column[Any]) -> Column[Any]:
    """The primary key of the column's table; every such table has one of a single column."""
    (key,) = column.table.primary_key.columns
    return key


def batches(
    read: Callable[[], AbstractContextManager[Connection]],
    column: Column[Any],
    *,
    except_key: str | None = None,
    size: int = BATCH,
) -> Iterator[tuple[Stored, ...]]:
    """The texts of the column in the order of the primary key; each batch is read when the one before is done with."""
    raw, key = type_coerce(column, Text), key_of(column)
    query = select(key, raw.label("stored")).where(column.is_not(None), raw != "").order_by(key).limit(size)
    if except_key is not None:
        query = query.where(not_(raw.startswith(f"enc1:{except_key}:")))
    last: Any = None
    while True:
        with read() as connection:
            rows = connection.execute(query if last is None else query.where(key > last)).all()
        if not rows:
            return
        last = rows[-1][0]
        yield tuple(Stored(column, *row) for row in rows)


def sealed_state(database: Database) -> SealedState:
    """Open every text once. Raises RecordsUnavailable."""
    counts: Counter[str] = Counter()
    unreadable: list[str] = []
    with database.read() as connection:
        keyring = keyring_of(connection.dialect)
    for kind, opened in ((Words, keyring.opened), (Name, keyring.opened_name)):
        for column in columns_of(kind):
            for batch in batches(database.read, column):
                for stored in batch:
                    if isinstance(opened(stored.text), Unreadable):
                        unreadable.append(stored.place)
                    elif kind is Words:
                        counts[sealing_key(stored.text) or ""] += 1
    return SealedState(keyring.first.id, dict(counts), tuple(unreadable))
