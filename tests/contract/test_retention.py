"""What is stored of a patient goes when it is due, all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.raw_tables import counted
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.retention import end_care, ended_before, hold, purge
from assistant.adapters.sql.tables import metadata
from assistant.domain.cases import Severity
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from assistant.domain.risk import Assessment
from assistant.domain.upkeep import Ended, Kept
from tests.contract.conftest import OpenDatabase
from tests.contract.scenes import REPLY, SUICIDE, URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.keys import KEYS

SECRET = "zebrafish lullaby"
STAY = ("audit", "audit_head", "encryption_keys", "alembic_version")


@pytest.fixture
def database(sql_url: str) -> Iterator[Database]:
    opened = Database(sql_url, keys=KEYS)
    yield opened
    opened.close()


@pytest.fixture
def records(sql_url: str) -> Iterator[SqlRecords]:
    opened = SqlRecords(sql_url, URLS, keys=KEYS)
    yield opened
    opened.close()


def told(records: SqlRecords, clock: SteppedClock) -> Scene:
    """A patient who has something in every table that can hold it, and nothing left to do for anybody."""
    scene = Scene.of(records, clock)
    signal = replace(SUICIDE, excerpt=SECRET)
    reply = replace(REPLY, text=SECRET, offers=("safety_question",))
    case = opening(Severity.ELEVATED, signal, reason=SECRET)
    records.record(scene.turn(case, scene.episode(), scene.received(SECRET), reply, Assessment((signal,))))
    mine = next(c for c in records.cases() if c.patient_id == scene.patient.id)
    scene.review(mine, note=SECRET)
    return scene


@pytest.fixture
def scene(records: SqlRecords, clock: SteppedClock) -> Scene:
    return told(records, clock)


@pytest.fixture
def today(clock: SteppedClock) -> date:
    return clock.now().date()


Purge = Callable[[Scene], Ended | None]


@pytest.fixture
def run(database: Database, today: date) -> Purge:
    """Ends the patient's care today and purges them as if the days were over."""

    def purged(scene: Scene) -> Ended | None:
        end_care(database, scene.patient.id, today, "os:root", scene.clock.now())
        return purge(database, scene.patient.id, today, "os:root", scene.clock.now())

    return purged


def test_a_purged_patient_is_in_no_table_but_the_audit_trail(
    scene: Scene, run: Purge, sql_url: str, open_database: OpenDatabase
) -> None:
    with open_database(sql_url).read() as connection:
        theirs = {scene.patient.id, scene.conversation.id, scene.only_case().id}
        theirs |= set(connection.execute(text("SELECT id FROM messages")).scalars())
        sealed = set(connection.execute(text("SELECT text FROM messages UNION SELECT name FROM people")).scalars())

    ended = run(scene)

    assert ended is not None
    assert ended.kept is None
    with open_database(sql_url).read() as connection:
        for table in metadata.sorted_tables:
            rows = repr(connection.execute(text(f"SELECT * FROM {table.name}")).all())
            if table.name not in STAY:
                assert not [id_ for id_ in theirs if id_ in rows], table.name
            assert not [one for one in sealed if one in rows], table.name
        assert counted(connection)["audit"] >= 3


def test_a_purge_is_audited_and_the_trail_stays_intact(scene: Scene, run: Purge, sql_url: str) -> None:
    before, _ = scene.records.verify_audit()

    run(scene)

    assert scene.records.verify_audit() == (before + 2, None)


def test_everybody_else_keeps_everything(scene: Scene, run: Purge, records: SqlRecords, clock: SteppedClock) -> None:
    other = told(records, clock)
    kept = records.exchanges_of(other.conversation.id), records.case(records.cases()[0].id)

    run(scene)

    mine = next(c for c in records.cases() if c.patient_id == other.patient.id)
    assert records.exchanges_of(other.conversation.id) == kept[0]
    assert len(records.cases()) == 1
    assert mine.signals[0][1].excerpt == SECRET
    assert records.person(other.patient.id) == other.patient


def test_the_bytes_of_the_sqlite_files_hold_nothing_of_a_purged_patient(
    sqlite_url: str, clock: SteppedClock, tmp_path: Path
) -> None:
    records = SqlRecords(sqlite_url, URLS, keys=KEYS)
    database = Database(sqlite_url, keys=KEYS)
    told(records, clock)
    scene = told(records, clock)
    with database.read() as connection:
        ours = text("SELECT text FROM messages WHERE conversation_id = :id")
        sealed = set(connection.execute(ours, {"id": scene.conversation.id}).scalars())
    assert any(one.encode() in _files(tmp_path) for one in sealed)
    end_care(database, scene.patient.id, clock.now().date(), "os:root", clock.now())

    purge(database, scene.patient.id, clock.now().date(), "os:root", clock.now())
    clean = database.forget_deleted()

    assert clean
    assert not [one for one in sealed if one.encode()[20:60] in _files(tmp_path)]
    assert scene.conversation.id.encode() not in _files(tmp_path)
    records.close()
    database.close()


def test_nobody_is_due_before_the_day_and_whoever_is_is_counted_without_words(
    scene: Scene, database: Database, today: date
) -> None:
    end_care(database, scene.patient.id, today, "os:root", scene.clock.now())

    before = ended_before(database, today - timedelta(days=1))
    (ended,) = ended_before(database, today)

    assert before == ()
    assert (ended.patient_id, ended.kept) == (scene.patient.id, None)
    assert ended.rows["messages"] == 2
    assert SECRET not in repr(ended)


def test_care_that_goes_on_is_never_due(scene: Scene, database: Database, today: date) -> None:
    end_care(database, scene.patient.id, today, "os:root", scene.clock.now())
    end_care(database, scene.patient.id, None, "os:root", scene.clock.now())

    assert ended_before(database, today) == ()
    assert purge(database, scene.patient.id, today, "os:root", scene.clock.now()) is None


def test_a_case_that_is_not_resolved_keeps_the_patient(scene: Scene, run: Purge) -> None:
    scene.open_case(Severity.WATCH, page=False)

    _stays(scene, run, Kept.OPEN_CASE)


def test_an_open_episode_keeps_the_patient(scene: Scene, run: Purge) -> None:
    scene.record(None, scene.episode())

    _stays(scene, run, Kept.OPEN_EPISODE)


def test_a_hold_keeps_the_patient_until_it_is_taken_back(scene: Scene, run: Purge, database: Database) -> None:
    hold(database, scene.patient.id, True, "os:root", scene.clock.now())
    _stays(scene, run, Kept.HELD)

    hold(database, scene.patient.id, False, "os:root", scene.clock.now())

    ended = run(scene)
    assert ended is not None
    assert ended.kept is None


def test_days_count_from_the_last_message_when_somebody_wrote_after_care_ended(
    scene: Scene, database: Database, today: date
) -> None:
    end_care(database, scene.patient.id, today, "os:root", scene.clock.now())
    scene.clock.advance(days=3)
    scene.record()

    early = purge(database, scene.patient.id, today + timedelta(days=2), "os:root", scene.clock.now())
    late = purge(database, scene.patient.id, today + timedelta(days=3), "os:root", scene.clock.now())

    assert early is not None
    assert early.kept is Kept.WROTE_LATER
    assert late is not None
    assert late.kept is None


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.ADMIN, Role.EVALUATOR])
def test_only_a_patients_care_ends(records: SqlRecords, database: Database, clock: SteppedClock, role: Role) -> None:
    somebody = records.add_person("somebody", role, invited("x"))

    with pytest.raises(NotAllowed):
        end_care(database, somebody.id, clock.now().date(), "os:root", clock.now())
    with pytest.raises(NotAllowed):
        hold(database, "nobody", True, "os:root", clock.now())


def _stays(scene: Scene, run: Purge, why: Kept) -> None:
    ended = run(scene)

    assert ended is not None
    assert ended.kept is why
    assert scene.records.exchanges_of(scene.conversation.id) != ()


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.name.startswith("records.db"))
