"""A backup holds everything, of one moment, and nothing else comes back; from and into either database."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.master_keys import new_key, parsed
from assistant.adapters.sql.backing_up import back_up, restore
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.raw_tables import counted
from assistant.adapters.sql.records import SqlRecords
from assistant.domain.cases import Severity
from assistant.domain.errors import BackupRefused, KeysRefused
from assistant.domain.risk import Assessment
from assistant.domain.upkeep import Manifest
from tests.contract.conftest import QUICK, OpenDatabase
from tests.contract.scenes import SUICIDE, URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.keys import KEYS

SECRET = "zebrafish lullaby"

Write = Callable[[], Manifest]


@pytest.fixture
def scene(sql_url: str, clock: SteppedClock) -> Iterator[Scene]:
    """A patient with an open case, a resolved one, and an audit trail."""
    records = SqlRecords(sql_url, URLS, keys=KEYS, hasher=QUICK)
    made = Scene.of(records, clock)
    told = made.received(SECRET)
    case = opening(Severity.ELEVATED, SUICIDE, reason=SECRET)
    records.record(made.turn(case, made.episode(), told, assessment=Assessment((SUICIDE,))))
    records.audit("dr-a", "case_read", made.only_case().id, clock.now())
    made.received("not answered yet")
    yield made
    records.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records.kap"


@pytest.fixture
def write(sql_url: str, file: Path, clock: SteppedClock) -> Write:
    """Writes the backup."""

    def write_it() -> Manifest:
        database = Database(sql_url, keys=KEYS)
        try:
            return back_up(database, file, clock.now())
        finally:
            database.close()

    return write_it


def put_back(file: Path, url: str, clock: SteppedClock, *, force: bool = False) -> Manifest:
    return restore(file, url, KEYS, "os:root", clock.now(), force=force)


def check_everything_is_back(url: str, scene: Scene) -> None:
    records = SqlRecords(url, URLS, keys=KEYS, hasher=QUICK)
    try:
        assert records.verify_audit() == (5, None)
        assert records.people() == scene.records.people()
        assert records.exchanges_of(scene.conversation.id) == scene.records.exchanges_of(scene.conversation.id)
        assert records.cases() == scene.records.cases()
        assert records.open_episode(scene.patient.id) == scene.records.open_episode(scene.patient.id)
        assert len(records.due_alerts(scene.clock.now(), 10)) == len(URLS)
        # Life goes on: new rows do not collide with those that came back.
        again = Scene(
            records, scene.clock, scene.patient, records.start_conversation(scene.patient.id, scene.clock.now())
        )
        again.record(opening(Severity.IMMINENT, SUICIDE))
        assert records.verify_audit()[1] is None
    finally:
        records.close()


def test_a_backup_is_restored_into_sqlite(scene: Scene, write: Write, file: Path, tmp_path: Path) -> None:
    write()

    put_back(file, url := f"sqlite:///{tmp_path / 'other.db'}", scene.clock)

    check_everything_is_back(url, scene)


@pytest.mark.postgres
def test_a_backup_is_restored_into_postgresql(scene: Scene, write: Write, file: Path, bare_postgres_url: str) -> None:
    write()

    put_back(file, bare_postgres_url, scene.clock)

    check_everything_is_back(bare_postgres_url, scene)


def test_every_row_of_every_table_comes_back(
    scene: Scene, write: Write, file: Path, tmp_path: Path, open_database: OpenDatabase, sql_url: str
) -> None:
    made = write()
    put_back(file, url := f"sqlite:///{tmp_path / 'other.db'}", scene.clock)

    with open_database(url).read() as connection:
        back = counted(connection)
    with open_database(sql_url).read() as connection:
        there = counted(connection)

    assert made.rows == there
    assert back == {**there, "audit": there["audit"] + 1}


def test_no_word_can_be_read_in_the_file_and_nobody_else_may_open_it(scene: Scene, write: Write, file: Path) -> None:
    write()

    with zipfile.ZipFile(file) as packed:
        content = b"".join(packed.read(name) for name in packed.namelist())
    assert file.stat().st_mode & 0o077 == 0
    for word in (*SECRET.split(), scene.patient.name):
        assert word.encode() not in content


def test_the_backup_is_of_one_moment_while_others_write(scene: Scene, write: Write, file: Path, tmp_path: Path) -> None:
    def go_on() -> None:
        for _ in range(15):
            scene.record(opening(Severity.ELEVATED, SUICIDE))

    with ThreadPoolExecutor(2) as pool:
        going_on, made = pool.submit(go_on), pool.submit(write)
        going_on.result()
        made.result()

    put_back(file, url := f"sqlite:///{tmp_path / 'other.db'}", scene.clock)
    records = SqlRecords(url, keys=KEYS, hasher=QUICK)
    assert records.verify_audit()[1] is None
    assert all(exchange.message.text for exchange in records.exchanges_of(scene.conversation.id))
    records.close()


def test_records_that_are_there_are_replaced_only_by_force(
    scene: Scene, write: Write, file: Path, sql_url: str
) -> None:
    write()
    scene.received("written after the backup")

    with pytest.raises(BackupRefused, match="--force"):
        put_back(file, sql_url, scene.clock)
    assert len(scene.records.exchanges_of(scene.conversation.id)) == 3

    put_back(file, sql_url, scene.clock, force=True)
    assert len(scene.records.exchanges_of(scene.conversation.id)) == 2
    assert scene.records.verify_audit() == (5, None)


def test_an_existing_file_is_never_overwritten(scene: Scene, write: Write, file: Path) -> None:
    file.write_text("precious")

    with pytest.raises(BackupRefused, match="exists"):
        write()

    assert file.read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(scene: Scene, sql_url: str, tmp_path: Path) -> None:
    database = Database(sql_url, keys=KEYS)

    with pytest.raises(BackupRefused, match="nowhere"):
        back_up(database, tmp_path / "nowhere" / "a.kap", scene.clock.now())
    database.close()


@pytest.mark.parametrize("damage", ["cut", "flipped", "no zip", "missing"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    scene: Scene, write: Write, file: Path, sql_url: str, damage: str
) -> None:
    write()
    content = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
    elif damage == "no zip":
        file.write_bytes(b"nothing")
    else:
        file.unlink()

    with pytest.raises(BackupRefused):
        put_back(file, sql_url, scene.clock, force=True)

    assert scene.records.verify_audit() == (4, None)


def test_a_backup_that_somebody_changed_without_the_key_is_refused(
    scene: Scene, write: Write, file: Path, tmp_path: Path, open_database: OpenDatabase
) -> None:
    write()
    _tamper(file, tmp_path, open_database, "UPDATE cases SET severity = 'watch'")

    with pytest.raises(BackupRefused, match="seal"):
        put_back(file, f"sqlite:///{tmp_path / 'other.db'}", scene.clock)


def test_another_key_is_refused(scene: Scene, write: Write, file: Path, tmp_path: Path) -> None:
    write()

    with pytest.raises(KeysRefused, match=f"backup cannot be opened, so nothing was changed.*{KEYS[0].id}"):
        restore(file, f"sqlite:///{tmp_path / 'o.db'}", parsed([new_key()]), "os:root", scene.clock.now(), force=False)


def test_a_backup_of_a_newer_version_is_refused(scene: Scene, write: Write, file: Path, tmp_path: Path) -> None:
    write()
    with zipfile.ZipFile(file) as packed:
        shape, rows = json.loads(packed.read("manifest.json")), packed.read("records.db")
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", json.dumps({**shape, "revision": "9999"}))
        packed.writestr("records.db", rows)

    with pytest.raises(BackupRefused, match="newer version"):
        put_back(file, f"sqlite:///{tmp_path / 'other.db'}", scene.clock)


def test_a_restored_database_is_rotated_and_backed_up_like_any_other(
    scene: Scene, write: Write, file: Path, tmp_path: Path
) -> None:
    write()
    migrate(url := f"sqlite:///{tmp_path / 'other.db'}")
    put_back(file, url, scene.clock)
    database = Database(url, keys=KEYS)

    again = back_up(database, tmp_path / "again.kap", scene.clock.now())

    database.close()
    assert again.rows["messages"] == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_named(scene: Scene, write: Write, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(BackupRefused):
        write()


def _tamper(file: Path, scratch: Path, open_database: OpenDatabase, statement: str) -> None:
    """Change a row and make the checksum agree again."""
    from assistant.adapters.backup_file import checksum

    with zipfile.ZipFile(file) as packed:
        shape = json.loads(packed.read("manifest.json"))
        rows = scratch / "tampered.db"
        rows.write_bytes(packed.read("records.db"))
    database = open_database(f"sqlite:///{rows}")
    with database.write() as connection:
        connection.execute(text(statement))
    database.close()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", json.dumps({**shape, "sha256": checksum(rows)}))
        packed.write(rows, "records.db")
