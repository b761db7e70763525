"""Whatever breaks, and however it quotes the patient: no log line and no message of a command holds their words."""

from __future__ import annotations

import json
import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from assistant import logs
from assistant.conversation.recovery import finish_unanswered
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.reading import Reading
from tests.fakes.recording_sender import RecordingSender
from tests.fakes.scripted_answers import FixedRetriever, QuotingComposer
from tests.fakes.scripted_rails import ScriptedInputRail, ScriptedOutputRail
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS
from tests.faults.conftest import run_kap

WORDS = "zebrafish lullaby"
QUOTING = ValueError(f"the patient wrote: {WORDS}")


def _raise(_: object) -> object:
    raise QUOTING


class QuotingSender(RecordingSender):
    """A sender whose vendor quotes what it was given."""

    def send(self, url: str, title: str, body: str, key: str) -> bool:
        raise QUOTING


def _broken_rail() -> Stage:
    return Stage(rails=(CRISIS, ScriptedInputRail("other", misbehave=_raise)))


def _logging_rail() -> Stage:
    def log(reading: Reading) -> object:
        logging.getLogger("careless.library").error("cannot read %s", reading.message)
        structlog.get_logger().error(f"cannot read {reading.message}", text=reading.message)
        return ()

    return Stage(rails=(CRISIS, ScriptedInputRail("other", misbehave=log)))


def _broken_output_rail() -> Stage:
    return Stage(rails=(CRISIS, REQUESTS), output_rails=(ScriptedOutputRail(misbehave=_raise),))


def _broken_records(*methods: str) -> Callable[[], Stage]:
    def build() -> Stage:
        stage = Stage(rails=(CRISIS, REQUESTS))
        stage.records.broken |= dict.fromkeys(methods, QUOTING)
        return stage

    return build


def _broken_page() -> Stage:
    stage = Stage(rails=(CRISIS,), sender=QuotingSender())
    stage.records.broken["record"] = QUOTING
    return stage


EVERY_FAILURE: dict[str, Callable[[], Stage]] = {
    "rail_failed": _broken_rail,
    "library_message": _logging_rail,
    "output_rail_failed": _broken_output_rail,
    "reply_failed": lambda: Stage(rails=(CRISIS,), retriever=FixedRetriever(error=QUOTING)),
    "composer_failed": lambda: Stage(rails=(CRISIS,), composers=(QuotingComposer(error=QUOTING), QuotingComposer())),
    "receive_failed": _broken_records("receive"),
    "record_failed": _broken_records("record"),
}


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Log as production does, and leave logging as it was."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logs.configure(lambda: True)
    yield
    structlog.reset_defaults()


@pytest.mark.parametrize("event", EVERY_FAILURE)
@pytest.mark.parametrize("message", [f"{WORDS}, is that normal?", f"I want to die, {WORDS}"])
def test_a_failure_that_quotes_the_patient_is_logged_without_the_words(
    event: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = EVERY_FAILURE[event]()
    answers_only = event in ("reply_failed", "composer_failed", "output_rail_failed")

    stage.say(message)

    told = capsys.readouterr()
    assert WORDS not in told.out + told.err
    if not (answers_only and "die" in message):
        assert event in {json.loads(line)["event"] for line in told.err.splitlines()}


def test_a_page_that_fails_while_the_records_fail_is_logged_without_the_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _broken_page().say(f"I want to die, {WORDS}")

    told = capsys.readouterr()
    assert WORDS not in told.out + told.err
    assert "record_failed" in told.err


def test_a_turn_that_cannot_be_resumed_is_logged_without_the_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(rails=(CRISIS,))
    stage.received_only(WORDS)
    stage.clock.advance(minutes=5)

    def broken(*_: object) -> object:
        raise QUOTING

    monkeypatch.setattr(type(stage.engine.turns), "resume", broken)
    finish_unanswered(stage.engine)

    told = capsys.readouterr()
    assert WORDS not in told.out + told.err
    assert "resume_failed" in told.err


def test_an_error_that_leaves_the_records_holds_no_words() -> None:
    stage = Stage(rails=(CRISIS,))
    stage.records.down = True

    with pytest.raises(RecordsUnavailable) as caught:
        stage.received_only(WORDS)

    assert WORDS not in "".join(traceback.format_exception_only(caught.value))


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["wrong key", "damaged rows", "read only"])
def test_a_command_says_nothing_of_the_words_whatever_is_wrong(ready_data: Path, damage: str) -> None:
    assert run_kap(ready_data, "users", "add", "ana", "--role", "patient").returncode == 0
    assert run_kap(ready_data, "chat", "--as", "ana", "--message", f"I want to die, {WORDS}").returncode == 0
    settings: dict[str, str] = {}
    database = ready_data / "assistant.db"
    if damage == "wrong key":
        settings["KAP_ENCRYPTION_KEYS"] = "A" * 43 + "="
    elif damage == "read only":
        settings["KAP_DATABASE_URL"] = f"sqlite:///file:{database}?mode=ro&uri=true"
    else:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("UPDATE messages SET text = 'enc1:x'")

    ran = [
        run_kap(ready_data, *arguments, **settings)
        for arguments in (
            ("chat", "--as", "ana", "--message", f"{WORDS}: I want to die", "--json"),
            ("worker", "--once"),
        )
    ]

    assert any(one.returncode or one.stderr for one in ran)
    for one in ran:
        assert WORDS not in one.stderr
        assert "zebrafish" not in one.stdout
