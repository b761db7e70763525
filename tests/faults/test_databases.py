"""The database is locked, dies in the middle, or cannot be opened at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.adapters.sql.records import SqlRecords
from assistant.conversation.recovery import finish_unanswered
from assistant.domain.cases import AlertStatus
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.messages import Conversation, Message
from assistant.domain.people import Person, Role
from assistant.domain.turns import Recorded, TurnRecord
from assistant.settings import Settings
from tests.fakes.recording_sender import RecordingSender
from tests.faults.conftest import DANGER, QUESTION, URL, OpenHouse, run_kap

HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another process holds the database."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.kill()


def test_a_database_locked_by_another_process_leaves_the_crisis_text_and_the_direct_page(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    house = open_house(tmp_path / "data", database_timeout_s=0.3)

    with locked(tmp_path / "data" / "assistant.db"):
        started = time.perf_counter()
        outcome = house.say(DANGER)

    assert time.perf_counter() - started < 10
    assert (outcome.stored, outcome.alert_status) == (False, AlertStatus.DELIVERED)
    assert "nobody has been told" in outcome.reply.text
    assert house.sender.urls == [URL]


def test_when_the_lock_is_gone_the_next_turn_is_stored(open_house: OpenHouse, tmp_path: Path) -> None:
    house = open_house(tmp_path / "data", database_timeout_s=0.3)
    with locked(tmp_path / "data" / "assistant.db"):
        house.say(DANGER)

    outcome = house.say(DANGER)

    assert outcome.stored
    assert outcome.case_id is not None


def test_a_locked_database_is_named_by_the_command(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run_kap(data, "users", "add", "pat", "--role", "patient").returncode == 0

    with locked(data / "assistant.db"):
        ran = run_kap(data, "cases", "list", "--json", KAP_DATABASE_TIMEOUT_S="0.3")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "locked by another program" in ran.stderr


class DyingRecords(SqlRecords):
    """The real records, whose file turns to garbage before the named method runs."""

    def __init__(self, database: Path, dies_at: str) -> None:
        super().__init__(f"sqlite:///{database}", keys=bootstrap.encryption_keys(Settings(data_dir=database.parent)))
        self._file = database
        self.dies_at = dies_at

    def receive(self, message: Message) -> None:
        self._die("receive")
        super().receive(message)

    def record(self, turn: TurnRecord) -> Recorded:
        self._die("record")
        return super().record(turn)

    def _die(self, method: str) -> None:
        if method == self.dies_at:
            self.close()
            for rest in self._file.parent.glob(f"{self._file.name}-*"):
                rest.unlink()
            self._file.write_bytes(b"\xff" * 8192)


@pytest.mark.parametrize("method", ["receive", "record"])
def test_a_database_that_dies_in_the_middle_leaves_the_crisis_text_and_the_direct_page(
    open_house: OpenHouse, tmp_path: Path, method: str
) -> None:
    database = tmp_path / "data" / "assistant.db"
    bootstrap.make_records(Settings(data_dir=tmp_path / "data"))
    house = open_house(tmp_path / "data", records=lambda: DyingRecords(database, method))

    outcome = house.say(DANGER)

    assert not outcome.stored
    assert outcome.reply.route.value == "crisis"
    assert "nobody has been told" in outcome.reply.text
    assert house.sender.urls == [URL]


class FailingOnce(SqlRecords):
    """The real records, whose first `record` fails."""

    failed = False

    def record(self, turn: TurnRecord) -> Recorded:
        if not self.failed:
            self.failed = True
            raise RecordsUnavailable("for a moment")
        return super().record(turn)


def test_a_message_that_was_received_and_not_recorded_becomes_a_case_at_the_next_look(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    bootstrap.make_records(settings)
    keys = bootstrap.encryption_keys(settings)
    url = f"sqlite:///{tmp_path / 'data' / 'assistant.db'}"
    house = open_house(tmp_path / "data", records=lambda: FailingOnce(url, (URL,), keys=keys))
    assert not house.say(DANGER).stored
    assert house.engine.records().cases() == ()

    assert finish_unanswered(house.engine, timedelta(0)) == 1
    assert len(house.engine.records().cases()) == 1


def test_a_database_that_cannot_be_opened_at_all_still_leaves_the_crisis_text_and_the_page(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    sender = RecordingSender()
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/file/a.db", alert_urls=(URL,))
    engine = bootstrap.build_engine(settings, sender=sender)
    now = datetime.now(UTC)

    outcome = engine.turns.take(Person("p", "pat", Role.PATIENT), Conversation("c", "p", now), DANGER)

    assert not outcome.stored
    assert outcome.reply.route.value == "crisis"
    assert sender.urls == [URL]
    assert outcome.alert_status is AlertStatus.DELIVERED


@pytest.mark.parametrize("content", [b"\xff" * 8192, b"SQLite format 3\0" + b"\0" * 100], ids=["garbage", "torn"])
def test_a_damaged_database_file_is_named_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "assistant.db").write_bytes(content)

    ran = run_kap(data, "cases", "list", "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("kap: The database")
    assert "Traceback" not in ran.stderr
    assert (data / "assistant.db").read_bytes() == content


def test_a_question_is_still_answered_by_ask_when_there_is_no_database(ready_data: Path) -> None:
    (ready_data / "assistant.db").write_bytes(b"\xff" * 8192)

    assert "(answer, none;" in run_kap(ready_data, "ask", QUESTION).stdout


def test_what_the_patient_wrote_stays_out_of_a_crashed_databases_errors(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run_kap(data, "users", "add", "pat", "--role", "patient").returncode == 0
    with closing(sqlite3.connect(data / "assistant.db")) as connection:
        connection.execute("DROP TABLE assessments")
        connection.commit()

    ran = run_kap(data, "chat", "--as", "pat", "--message", "xyzzy I want to kill myself", "--json")

    assert ran.returncode == 1
    assert "xyzzy" not in ran.stderr
