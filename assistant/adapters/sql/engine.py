"""The connection to SQLite or PostgreSQL: durable, with writers that queue instead of failing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assistant.adapters.master_keys import MasterKey
from assistant.adapters.sql.columns import give
from assistant.adapters.sql.faults import translated
from assistant.adapters.sql.keyring import Keyring
from assistant.adapters.sql.unlocking import unlocked
from assistant.domain.errors import RecordsUnavailable


class Database:
    """One database; `read()` and `write()` are the only ways in, and both raise RecordsUnavailable.

    It is unlocked with the keys at its first use. Without keys the columns that hold words refuse.
    """

    def __init__(self, url: str, *, keys: Sequence[MasterKey] = (), wait_s: float = 5.0) -> None:
        with translated():
            self.url = _parsed(url)
            self.is_sqlite = self.url.get_backend_name() == "sqlite"
            self._engine = _sqlite(self.url, wait_s) if self.is_sqlite else _postgres(self.url, wait_s)
        self._reader = self._engine.execution_options(read=True)
        self._inserts: dict[tuple[str, str], Insert] = {}
        self._keys = tuple(keys)
        self._keyring: Keyring | None = None
        self._unlocking = threading.Lock()

    def unlock(self) -> None:
        """Open the database's own secrets; nothing to do the second time. Raises KeysRefused for a wrong key."""
        if self._keyring is not None or not self._keys:
            return
        with self._unlocking, translated():
            if self._keyring is None:
                keyring = unlocked(self._engine, self._keys)
                give(self._engine.dialect, keyring)
                self._keyring = keyring

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for one consistent look; on SQLite it never waits for a writer."""
        self.unlock()
        with translated(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Like `read()`, but every statement sees the same moment also on PostgreSQL."""
        self.unlock()
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with translated(), self._reader.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose work is committed at the end, or rolled back by any exception."""
        self.unlock()
        with translated(), self._engine.begin() as connection:
            yield connection

    def insert_new(self, table: Table, key: str) -> Insert:
        """An INSERT that leaves the row alone (rowcount 0) when `key` is already there."""
        wanted = (table.name, key)
        if wanted not in self._inserts:
            self._inserts[wanted] = _sqlite_insert(table, key) if self.is_sqlite else _postgres_insert(table, key)
        return self._inserts[wanted]

    def forget_deleted(self) -> bool:
        """Take what was deleted out of the files too; False when somebody still reads an older moment.

        SQLite: the write-ahead log is emptied into the file, where deleted content is overwritten. PostgreSQL: VACUUM.
        """
        with translated():
            if self.is_sqlite:
                with self._engine.connect() as connection:
                    raw: Any = connection.connection.driver_connection
                    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("SET statement_timeout = 0"))
                connection.execute(text("VACUUM"))
                connection.execute(text("RESET statement_timeout"))
            return True

    def close(self) -> None:
        """Give every connection back to the operating system."""
        self._engine.dispose()


def _parsed(given: str) -> URL:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        # No cause: a URL can hold a password.
        raise RecordsUnavailable("The database's URL cannot be read. Check KAP_DATABASE_URL.") from None
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise RecordsUnavailable("The database must be sqlite:///... or postgresql://... . Check KAP_DATABASE_URL.")
    return url


def _sqlite(url: URL, wait_s: float) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": wait_s, "check_same_thread": False},
        pool_size=10,
        max_overflow=20,
        pool_timeout=10,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={int(wait_s * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is deleted or encrypted anew is overwritten in the file.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that starts by reading and then writes fails at once when another has written in between
        # (858 of 1,000 in the spike); taking the write lock first queues writers instead.
        reads = connection.get_execution_options().get("read", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgres(url: URL, wait_s: float) -> Engine:
    milliseconds = int(wait_s * 1000)
    return create_engine(
        url,
        connect_args={
            "connect_timeout": max(2, int(wait_s)),
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds * 3}",
        },
        pool_size=10,
        max_overflow=20,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _sqlite_insert(table: Table, key: str) -> Insert:
    from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415 - only the dialect in use is loaded

    return insert(table).on_conflict_do_nothing(index_elements=[key]).inline().execution_options(preserve_rowcount=True)


def _postgres_insert(table: Table, key: str) -> Insert:
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - only the dialect in use is loaded

    return insert(table).on_conflict_do_nothing(index_elements=[key]).inline().execution_options(preserve_rowcount=True)
