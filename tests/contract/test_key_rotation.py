"""Keys are changed while people write, whatever happens in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.master_keys import MasterKey, new_key, parsed
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.rotating import rename, rotate
from assistant.adapters.sql.sealed_texts import sealed_state
from assistant.domain.cases import Severity
from assistant.domain.errors import KeysRefused, RecordsUnavailable
from assistant.domain.people import Role
from tests.contract.conftest import QUICK, OpenDatabase
from tests.contract.scenes import SUICIDE, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.keys import KEY, KEYS

NEW = new_key()
(FIRST,) = parsed([NEW])
BOTH = (FIRST, *KEYS)

Open = Callable[..., Database]


@pytest.fixture
def open_with(sql_url: str) -> Iterator[Open]:
    """Opens the database with these keys."""
    opened: list[Database] = []

    def open_it(*keys: MasterKey) -> Database:
        opened.append(Database(sql_url, keys=keys))
        return opened[-1]

    yield open_it
    for database in opened:
        database.close()


@pytest.fixture
def written(sql_url: str, clock: SteppedClock) -> Iterator[Scene]:
    """Some hundreds of turns under the old key."""
    records = SqlRecords(sql_url, keys=KEYS, hasher=QUICK)
    scene = Scene.of(records, clock)
    for _ in range(20):
        scene.record(opening(Severity.ELEVATED, SUICIDE), scene.episode())
    yield scene
    records.close()


def read_with(url: str, scene: Scene, *keys: MasterKey) -> list[str]:
    records = SqlRecords(url, keys=keys, hasher=QUICK)
    try:
        assert records.person_named(scene.patient.name) == scene.patient
        return [exchange.message.text for exchange in records.exchanges_of(scene.conversation.id)]
    finally:
        records.close()


def test_after_a_rotation_only_the_new_key_is_needed(sql_url: str, written: Scene, open_with: Open) -> None:
    done = rotate(open_with(*BOTH))

    assert (done.first, done.freed, done.unreadable) == (FIRST.id, (KEYS[0].id,), ())
    assert done.texts >= 80
    assert read_with(sql_url, written, FIRST) == ["words"] * 20
    with pytest.raises(KeysRefused):
        open_with(*KEYS).unlock()


def test_a_second_rotation_has_nothing_to_do(written: Scene, open_with: Open) -> None:
    rotate(open_with(*BOTH))

    again = rotate(open_with(*BOTH))

    assert (again.texts, again.freed) == (0, ())


def test_the_state_counts_what_each_key_has_encrypted(written: Scene, open_with: Open) -> None:
    before = sealed_state(open_with(*BOTH))
    rotate(open_with(*BOTH))
    after = sealed_state(open_with(FIRST))

    assert (before.first, before.older) == (FIRST.id, (KEYS[0].id,))
    assert after.older == ()
    assert after.texts[FIRST.id] == before.texts[KEYS[0].id]


def test_a_rotation_that_is_killed_goes_on_at_the_next_run(sql_url: str, written: Scene, open_with: Open) -> None:
    program = (
        "import os, signal, sys\n"
        "from assistant.adapters.master_keys import parsed\n"
        "from assistant.adapters.sql import records, sealed_texts\n"
        "from assistant.adapters.sql.engine import Database\n"
        "from assistant.adapters.sql.rotating import rotate\n"
        f"database = Database({sql_url!r}, keys=parsed(sys.argv[1:]))\n"
        "rotate(database, lambda done, total: done == total - 2 and os.kill(os.getpid(), signal.SIGKILL))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, NEW, KEY], check=False, cwd=Path(__file__).parents[2], env=dict(os.environ)
    )
    halfway = sealed_state(open_with(*BOTH))

    done = rotate(open_with(*BOTH))

    assert ended.returncode == -signal.SIGKILL
    assert set(halfway.texts) == {FIRST.id, KEYS[0].id}
    assert 0 < done.texts == halfway.texts[KEYS[0].id]
    assert read_with(sql_url, written, FIRST) == ["words"] * 20


def test_what_is_written_during_a_rotation_is_kept(sql_url: str, written: Scene, open_with: Open) -> None:
    def write() -> None:
        for _ in range(20):
            written.record(opening(), written.episode())

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        rotated = pool.submit(rotate, open_with(*BOTH))
        writing.result()
        rotated.result()

    # The writer was not started anew and still uses the old key, so one more rotation finds its last texts.
    last = rotate(open_with(*BOTH)) if KEYS[0].id in _held(open_with) else None
    assert last is None or last.freed == (KEYS[0].id,)
    assert read_with(sql_url, written, *BOTH) == ["words"] * 40


def test_a_damaged_text_is_named_and_stops_nothing(
    sql_url: str, written: Scene, open_with: Open, open_database: OpenDatabase
) -> None:
    with open_database(sql_url).write() as connection:
        first = connection.execute(text("SELECT min(seq) FROM messages")).scalar_one()
        cut = text("UPDATE messages SET text = substr(text, 1, 50) WHERE seq = :first")
        connection.execute(cut, {"first": first})

    done = rotate(open_with(*BOTH))

    assert done.unreadable == (f"messages.text {first}",)
    assert sealed_state(open_with(FIRST)).unreadable == done.unreadable
    assert read_with(sql_url, written, FIRST)[1:] == ["words"] * 19


def test_names_can_be_given_a_fresh_secret(sql_url: str, written: Scene, open_with: Open) -> None:
    rotate(open_with(*BOTH))
    with open_with(FIRST).read() as connection:
        before = connection.execute(text("SELECT name FROM people")).scalars().all()

    rename(open_with(FIRST))

    with open_with(FIRST).read() as connection:
        after = connection.execute(text("SELECT name FROM people")).scalars().all()
    assert set(before).isdisjoint(after)
    assert read_with(sql_url, written, FIRST) == ["words"] * 20
    records = SqlRecords(sql_url, keys=(FIRST,), hasher=QUICK)
    assert records.verify_audit()[1] is None
    assert records.add_person("somebody new", Role.PATIENT, invited("x")).name == "somebody new"
    records.close()


def test_alerts_and_the_queues_own_rows_are_told_apart_before_during_and_after_a_change_of_keys(
    sql_url: str, clock: SteppedClock, open_with: Open
) -> None:
    # `alerts.url` is sealed, and compared with `console:` where no address is configured.
    url = "json://one.example"
    nobody = SqlRecords(sql_url, keys=KEYS, hasher=QUICK)
    Scene.of(nobody, clock).record(opening(Severity.IMMINENT, SUICIDE))
    somebody = SqlRecords(sql_url, (url,), keys=BOTH, hasher=QUICK)
    Scene.of(somebody, clock).record(opening(Severity.IMMINENT, SUICIDE))

    def seen_with(*keys: MasterKey) -> tuple[list[str], list[str]]:
        records = SqlRecords(sql_url, keys=keys, hasher=QUICK)
        try:
            due = [alert.url for alert in records.due_alerts(clock.now(), 10)]
            return due, sorted(case.alert_status.value for case in records.cases())
        finally:
            records.close()

    both_given = seen_with(*BOTH)
    rotate(open_with(*BOTH))
    running_on = [alert.url for alert in nobody.due_alerts(clock.now(), 10)]
    Scene.of(somebody, clock).record(opening(Severity.ELEVATED, SUICIDE))
    rotated = seen_with(FIRST)
    rename(open_with(FIRST))
    renamed = seen_with(FIRST)
    nobody.close()
    somebody.close()

    assert both_given == ([url], ["queued", "queued"])
    assert running_on == [url]
    assert rotated == renamed == ([url, url], ["queued"] * 3)


def test_a_database_without_tables_is_unavailable(bare_url: str) -> None:
    database = Database(bare_url, keys=KEYS)

    with pytest.raises(RecordsUnavailable):
        rotate(database)
    database.close()


def _held(open_with: Open) -> set[str]:
    with open_with(*BOTH).read() as connection:
        return set(connection.execute(text("SELECT key_id FROM encryption_keys")).scalars())
