"""The tables with what is stored in them as it is stored: encrypted texts stay encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Row, Table, Text, func, select, text

from assistant.adapters.sql.columns import Name, Words
from assistant.adapters.sql.tables import metadata

BATCH = 500


@cache
def raw_tables() -> tuple[Table, ...]:
    """Every table, those that others point at first."""
    raw = MetaData()
    return tuple(
        Table(table.name, raw, *(_raw(column) for column in table.columns)) for table in metadata.sorted_tables
    )


def counted(connection: Connection) -> dict[str, int]:
    """Table -> number of rows."""
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in raw_tables()}


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of every table; the target's tables must be empty."""
    for table in raw_tables():
        for batch in _batches(source, table):
            target.execute(table.insert().inline(), [dict(row._mapping) for row in batch])  # noqa: SLF001 - public by name
        _count_on(target, table)


def empty(connection: Connection) -> None:
    """Delete every row of every table."""
    for table in reversed(raw_tables()):
        if table.name == "messages":
            connection.execute(table.update().values(reply_to=None))
        connection.execute(table.delete())


def _raw(column: Column[Any]) -> Column[Any]:
    kind = Text() if isinstance(column.type, (Words, Name)) else column.type
    return Column(column.name, kind, primary_key=column.primary_key, autoincrement=column.autoincrement)


def _batches(source: Connection, table: Table) -> Iterator[list[Row[*tuple[Any, ...]]]]:
    # In the order of the key: a reply is stored after the message that it points at.
    result = source.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key.columns))
    yield from (list(part) for part in result.partitions(BATCH))


def _count_on(target: Connection, table: Table) -> None:
    """Let the numbers of new rows go on after those that were copied."""
    if target.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        if isinstance(column.type, Integer) and column.autoincrement is True:
            target.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608 - our own names
                    f"coalesce(max({column.name}), 0) + 1, false) FROM {table.name}"
                )
            )
