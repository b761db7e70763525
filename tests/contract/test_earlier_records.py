"""What ConversationRecords promises about what stands when a turn begins, and that it is one look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from assistant.adapters.sql.keyring import Keyring
from assistant.adapters.sql.records import SqlRecords
from assistant.domain.care import Answers
from assistant.domain.cases import Severity
from assistant.domain.messages import Author, Message
from assistant.domain.risk import Concern, Tier
from assistant.domain.turns import Earlier
from tests.contract.conftest import QUICK
from tests.contract.scenes import REPLY, SUICIDE, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.keys import KEYS


def test_nothing_stands_before_the_first_message(scene: Scene) -> None:
    first = scene.received("first")

    assert scene.records.earlier(first, scene.patient.id, 10) == Earlier()
    assert scene.records.earlier(first, "nobody", 10, first.at).lines == ()


def test_the_lines_are_the_last_ones_with_their_replies_oldest_first(scene: Scene) -> None:
    for words in ("one", "two"):
        scene.records.record(scene.turn(message=scene.received(words)))
        scene.clock.advance(seconds=1)
    scene.received("without a reply")
    asked = scene.received("now")
    scene.received("later in the same instant")

    lines = scene.records.earlier(asked, scene.patient.id, 4).lines

    assert [line.text for line in lines] == [REPLY.text, "two", REPLY.text, "without a reply"]
    assert [line.author for line in lines[:2]] == [Author.ASSISTANT, Author.PATIENT]


def test_messages_are_counted_over_all_conversations_of_the_patient_from_a_moment_on(scene: Scene) -> None:
    scene.received("long ago")
    scene.clock.advance(seconds=60)
    since = scene.clock.now()
    here = scene.received("here")
    scene.records.record(scene.turn(message=here))
    other = scene.records.start_conversation(scene.patient.id, since)
    scene.records.receive(Message("elsewhere", other.id, Author.PATIENT, "there", since))
    Scene.of(scene.records, scene.clock).received("somebody else")

    def recent(*moment: Any) -> int:
        return scene.records.earlier(here, scene.patient.id, 5, *moment).recent

    assert [recent(since), recent(since + timedelta(seconds=1)), recent()] == [2, 0, 0]


def test_an_open_episode_comes_with_the_case_that_a_danger_joins(scene: Scene) -> None:
    episode = scene.episode(Tier.ELEVATED, Concern.SUICIDE)
    held = scene.record(opening(Severity.ELEVATED, SUICIDE), episode)
    restricted = scene.open_case(Severity.IMMINENT, restricted=True)
    Scene.of(scene.records, scene.clock).record(opening(), None)

    found = scene.records.earlier(scene.received("now"), scene.patient.id, 5)

    assert found.episode == scene.records.open_episode(scene.patient.id)
    assert found.episode is not None
    assert found.standing == scene.records.open_case_of(scene.patient.id)
    assert found.standing is not None
    assert held.case_id == found.standing.id != restricted.id


def test_a_case_without_an_episode_is_not_looked_for(scene: Scene) -> None:
    scene.record(opening(Severity.WATCH, page=False))

    found = scene.records.earlier(scene.received("now"), scene.patient.id, 5)

    assert (found.episode, found.standing) == (None, None)


def test_what_may_be_answered_is_what_a_clinician_chose_last(scene: Scene) -> None:
    scene.records.set_answers(scene.patient.id, Answers.HELP_ONLY, "dr-a", scene.clock.now())

    assert scene.records.earlier(scene.received("now"), scene.patient.id, 5).answers is Answers.HELP_ONLY


@contextmanager
def statements(records: SqlRecords) -> Iterator[list[str]]:
    """The statements sent to the database, by their first word."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement.split(maxsplit=1)[0])

    event.listen(records._db._engine, "before_cursor_execute", note)
    yield sent
    event.remove(records._db._engine, "before_cursor_execute", note)


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[Scene]:
    records = SqlRecords(sqlite_url, keys=KEYS, hasher=QUICK)
    yield Scene.of(records, SteppedClock())
    records.close()


def test_a_turn_reads_in_one_transaction_with_two_statements(on_sqlite: Scene) -> None:
    message = on_sqlite.received("now")
    records = on_sqlite.records
    assert isinstance(records, SqlRecords)

    with statements(records) as sent:
        records.earlier(message, on_sqlite.patient.id, 40, message.at)

    assert sent == ["BEGIN", "SELECT", "SELECT"]


def test_a_turn_without_danger_sends_ten_statements(on_sqlite: Scene) -> None:
    records = on_sqlite.records
    assert isinstance(records, SqlRecords)

    with statements(records) as sent:
        message = on_sqlite.received("now")
        records.earlier(message, on_sqlite.patient.id, 40, message.at)
        records.record(on_sqlite.turn(message=message))

    assert len(sent) == 10
    assert [word for word in sent if word != "SELECT"] == [
        *("BEGIN", "INSERT", "DELETE"),
        "BEGIN",
        *("BEGIN", "INSERT", "INSERT", "INSERT"),
    ]


def test_no_line_is_opened_that_is_not_asked_for(on_sqlite: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("one", "two", "three"):
        on_sqlite.records.record(on_sqlite.turn(message=on_sqlite.received(words)))
        on_sqlite.clock.advance(seconds=1)
    asked = on_sqlite.received("now")
    opened: list[str] = []
    really = Keyring.opened

    def noted(keyring: Keyring, sealed: str) -> str:
        opened.append(really(keyring, sealed))
        return opened[-1]

    monkeypatch.setattr(Keyring, "opened", noted)
    lines = on_sqlite.records.earlier(asked, on_sqlite.patient.id, 2).lines

    assert [line.text for line in lines] == ["three", REPLY.text]
    assert sorted(opened) == sorted(["three", REPLY.text])
