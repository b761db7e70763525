"""What a log line holds, and what it never holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import stamina
import structlog

from assistant import logs
from assistant.conversation.duty import Duty
from assistant.domain.people import Role
from tests.fakes.stage import URL, Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS

WORDS = "zebrafish lullaby"


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave logging as it was."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logs.configure(lambda: True)
    yield
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was logged, every line as JSON."""
    told = capsys.readouterr()
    assert told.out == ""
    return [json.loads(line) for line in told.err.splitlines()]


def test_a_line_is_one_json_object_with_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().error("rail_failed", rail="crisis", error="ValueError")

    (line,) = lines(capsys)

    assert (line["event"], line["level"], line["rail"], line["error"]) == (
        "rail_failed",
        "error",
        "crisis",
        "ValueError",
    )
    assert line["timestamp"].endswith("Z")


def test_a_quick_retry_is_logged_without_the_address_or_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    def failing(_address: str) -> None:
        raise ValueError(WORDS)

    with pytest.raises(ValueError, match=WORDS):
        stamina.RetryingCaller(attempts=2, wait_initial=0, wait_jitter=0)(ValueError, failing, f"json://{WORDS}")

    (line,) = lines(capsys)
    assert (line["event"], line["error"]) == ("tried_again", "ValueError")
    assert WORDS not in str(line)


def test_locally_a_line_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(lambda: False)

    structlog.get_logger().error("rail_failed", rail="crisis")

    told = capsys.readouterr().err
    assert "rail_failed" in told
    assert not told.startswith("{")


@pytest.mark.parametrize("as_json", [True, False])
def test_a_value_under_a_name_that_is_not_listed_is_left_out(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    logs.configure(lambda: as_json)

    structlog.get_logger().error("reply_failed", text=WORDS, message=WORDS)

    told = capsys.readouterr().err
    assert WORDS not in told
    assert "left_out" in told


@pytest.mark.parametrize("as_json", [True, False])
def test_an_event_that_is_no_fixed_name_is_not_written(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    logs.configure(lambda: as_json)

    structlog.get_logger().error(f"The patient said {WORDS}")

    assert WORDS not in capsys.readouterr().err


@pytest.mark.parametrize("as_json", [True, False])
def test_the_text_and_the_frames_of_an_exception_are_not_written(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    logs.configure(lambda: as_json)
    try:
        int(WORDS)
    except ValueError:
        structlog.get_logger().exception("page_failed")
        logging.getLogger("some.library").exception("It failed with %s", WORDS)

    told = capsys.readouterr().err
    assert WORDS not in told
    assert "page_failed" in told


def test_of_another_library_only_who_spoke_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        int(WORDS)
    except ValueError:
        logging.getLogger("some.library").warning("about %s", WORDS, exc_info=True)
    logging.getLogger("some.library").info("quiet")

    (line,) = lines(capsys)

    assert (line["event"], line["logger"], line["error"]) == ("library_message", "some.library", "ValueError")


def test_configuring_again_does_not_log_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(lambda: True)

    logging.getLogger("some.library").warning("once")

    assert len(lines(capsys)) == 1


def test_every_line_of_a_turn_names_it_by_its_message_and_no_other_does(capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage(rails=(CRISIS, REQUESTS))
    stage.records.broken["record"] = RuntimeError(WORDS)

    outcome = stage.say("I want to die")
    structlog.get_logger().error("rail_failed")

    *turn, after = lines(capsys)
    assert {line["turn"] for line in turn} == {outcome.message.id}
    assert {"record_failed", "turn_done"} <= {line["event"] for line in turn}
    assert "turn" not in after


def test_a_turn_that_goes_well_is_one_line_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage(rails=(CRISIS, REQUESTS))

    stage.say(WORDS)

    (line,) = lines(capsys)
    assert (line["event"], line["stored"]) == ("turn_done", True)
    assert WORDS not in repr(line)
    assert stage.patient.role is Role.PATIENT
    assert stage.patient.id not in repr(line)


def test_what_became_of_an_alert_can_be_followed_from_the_message_by_the_ids_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = Stage(rails=(CRISIS, REQUESTS))
    stage.say("I want to die")
    stage.sender.refusing.add(URL)
    duty = Duty(stage.engine)
    duty.round()
    stage.sender.refusing.clear()
    stage.clock.advance(minutes=1)
    duty.round()
    for _ in range(2):
        stage.clock.advance(hours=2)
        duty.round()

    said = lines(capsys)

    events = [line["event"] for line in said]
    assert events[:3] == ["turn_done", "alert_failed", "alert_delivered"]
    assert events.index("case_exhausted") < events.index("case_moved")
    assert len({line["case_id"] for line in said}) == 1
    assert (said[1]["tries"], said[2]["tries"], said[1]["alert_id"]) == (1, 2, said[2]["alert_id"])
    assert all(URL not in repr(line) and "left_out" not in line for line in said)
