"""Whatever is wrong with the database, it is RecordsUnavailable, soon, and without a patient's words."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.domain.errors import RecordsUnavailable
from tests.contract.conftest import QUICK, OpenDatabase
from tests.contract.scenes import Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.keys import KEYS

WORDS = "zebrafish lullaby"


@pytest.fixture
def sqlite_scene(sqlite_url: str, clock: SteppedClock) -> Iterator[Scene]:
    """A patient in SQLite records that wait a fifth of a second for a lock."""
    records = SqlRecords(sqlite_url, hasher=QUICK, wait_s=0.2, keys=KEYS)
    yield Scene.of(records, clock)
    records.close()


def test_a_database_locked_by_another_program_is_unavailable_after_the_wait(
    sqlite_scene: Scene, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "records.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.perf_counter()

        with pytest.raises(RecordsUnavailable, match="locked"):
            sqlite_scene.received()

        assert 0.15 < time.perf_counter() - started < 5
        assert sqlite_scene.records.exchanges_of(sqlite_scene.conversation.id) == ()


def test_a_released_lock_lets_the_next_message_in(sqlite_scene: Scene, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "records.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsUnavailable):
            sqlite_scene.record(opening())
        other.execute("ROLLBACK")

    assert sqlite_scene.record(opening()).case_id is not None


@pytest.mark.postgres
def test_a_table_locked_by_another_program_is_unavailable_after_the_wait(
    postgres_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    records = SqlRecords(postgres_url, hasher=QUICK, wait_s=0.2, keys=KEYS)
    scene = Scene.of(records, clock)
    with open_database(postgres_url).write() as other:
        other.execute(text("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE"))

        with pytest.raises(RecordsUnavailable, match="locked"):
            scene.received()

    scene.received()
    records.close()


@pytest.mark.postgres
def test_connections_cut_by_the_server_are_replaced(postgres_url: str, clock: SteppedClock) -> None:
    records = SqlRecords(postgres_url, hasher=QUICK, keys=KEYS)
    scene = Scene.of(records, clock)
    engine = create_engine(postgres_url)
    with engine.connect() as other:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        other.execute(text(cut + " AND datname = current_database()"))
    engine.dispose()

    scene.received()

    assert len(records.exchanges_of(scene.conversation.id)) == 1
    records.close()


def test_a_read_only_database_is_read_but_not_written(sqlite_scene: Scene, tmp_path: Path, clock: SteppedClock) -> None:
    message = sqlite_scene.received()
    records = SqlRecords(f"sqlite:///file:{tmp_path / 'records.db'}?mode=ro&uri=true", hasher=QUICK, keys=KEYS)
    scene = replace(sqlite_scene, records=records)

    with pytest.raises(RecordsUnavailable, match="writable"):
        scene.received()

    assert [exchange.message for exchange in records.exchanges_of(scene.conversation.id)] == [message]
    records.close()


def test_a_full_disk_refuses_the_new_keeps_the_old_and_heals_when_there_is_space(
    sqlite_url: str, clock: SteppedClock
) -> None:
    records = SqlRecords(sqlite_url, hasher=QUICK, keys=KEYS)
    scene = Scene.of(records, clock)
    kept = scene.received("small")
    _allow_pages(records, 1)

    with pytest.raises(RecordsUnavailable, match="full"):
        scene.received("x" * 200_000)
    held = [exchange.message for exchange in records.exchanges_of(scene.conversation.id)]
    _allow_pages(records, 100_000)
    later = scene.received("x" * 200_000)

    assert held == [kept]
    assert [exchange.message for exchange in records.exchanges_of(scene.conversation.id)] == [kept, later]
    records.close()


def test_a_damaged_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"this is not a database" * 500)
    records = SqlRecords(f"sqlite:///{tmp_path / 'records.db'}", keys=KEYS)

    with pytest.raises(RecordsUnavailable, match="backup"):
        records.people()
    records.close()


def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    records = SqlRecords(f"sqlite:///{tmp_path / 'nowhere' / 'records.db'}", keys=KEYS)

    with pytest.raises(RecordsUnavailable, match="folder"):
        records.people()
    records.close()


def test_a_folder_that_cannot_be_made_stops_the_migration_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(RecordsUnavailable, match="KAP_DATA_DIR"):
        migrate(f"sqlite:///{tmp_path / 'file' / 'records.db'}")


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite+aiosqlite:///x.db", "postgresql://h:p/x"])
def test_a_url_that_names_no_usable_database_is_unavailable(url: str) -> None:
    with pytest.raises(RecordsUnavailable):
        SqlRecords(url, keys=KEYS)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    records = SqlRecords("postgresql://nobody:secret@127.0.0.1:9/none", wait_s=2, keys=KEYS)

    with pytest.raises(RecordsUnavailable) as caught:
        records.people()

    assert "secret" not in "".join(traceback.format_exception(caught.value))


def test_no_error_and_no_cause_of_one_holds_the_words_of_a_message(
    sql_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    records = SqlRecords(sql_url, hasher=QUICK, keys=KEYS)
    scene = Scene.of(records, clock)
    message = scene.received(WORDS)
    broken = "UPDATE messages SET author = NULL WHERE id = :id"

    with pytest.raises(RecordsUnavailable) as refused:
        records.receive(replace(scene.message(WORDS), conversation_id="nothing"))
    with pytest.raises(RecordsUnavailable) as failed, open_database(sql_url).write() as connection:
        connection.execute(text(broken), {"id": message.id})

    records.close()
    for caught in (refused, failed):
        assert caught.value.__cause__ is not None
        assert WORDS not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "x" * 10_000, "' OR 1=1 --"])
def test_an_id_from_nowhere_finds_nothing(sql_url: str, odd: str) -> None:
    records = SqlRecords(sql_url, keys=KEYS)

    with suppress(RecordsUnavailable):
        assert records.case(odd) is None

    assert records.case("nothing") is None
    records.close()


def test_every_sqlite_connection_is_durable_and_checks_references(sqlite_scene: Scene) -> None:
    assert isinstance(sqlite_scene.records, SqlRecords)
    with sqlite_scene.records._db.write() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    full = 2
    assert found == ["wal", full, 1, 200]


def test_a_received_message_survives_a_program_killed_right_after(sqlite_scene: Scene, sqlite_url: str) -> None:
    program = (
        "import os, signal, uuid; from datetime import UTC, datetime\n"
        "from assistant.adapters.sql.records import SqlRecords\n"
        "from assistant.domain.messages import Author, Message\nfrom tests.fakes.keys import KEYS\n"
        f"records = SqlRecords({sqlite_url!r}, keys=KEYS)\n"
        f"message = Message('m1', {sqlite_scene.conversation.id!r}, Author.PATIENT, 'words', datetime.now(UTC))\n"
        "records.receive(message); os.kill(os.getpid(), signal.SIGKILL)"
    )

    ended = subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[2])

    assert ended.returncode == -signal.SIGKILL
    (exchange,) = sqlite_scene.records.exchanges_of(sqlite_scene.conversation.id)
    assert exchange.message.id == "m1"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_stops_the_migration_with_advice(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(RecordsUnavailable, match="KAP_DATA_DIR"):
        migrate(f"sqlite:///{tmp_path / 'records.db'}")


def _allow_pages(records: SqlRecords, count: int) -> None:
    engine = records._db._engine
    engine.dispose()

    @event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={count}").close()
