"""Ten minutes without an answer to the safety question page again; on the fake's records and a fake clock."""

from __future__ import annotations

import pytest

from assistant.conversation.silence import page_silences
from assistant.domain.cases import AlertStatus, Outcome, Review
from assistant.domain.joining import SILENT
from assistant.guardrails.packaged import danger_rails
from tests.fakes.stage import Stage


@pytest.fixture
def stage() -> Stage:
    """A patient who was just asked, and whose first alert was delivered."""
    stage = Stage(rails=danger_rails())
    stage.say("I want to die")
    assert stage.alerting.deliver_due().delivered == 1
    return stage


def test_silence_of_ten_minutes_pages_again_and_the_case_says_why(stage: Stage) -> None:
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 1
    assert stage.alerting.deliver_due().delivered == 1
    assert SILENT in stage.records.cases()[0].reason


def test_nine_minutes_are_no_silence(stage: Stage) -> None:
    stage.clock.advance(minutes=9)

    assert page_silences(stage.engine) == 0


def test_one_question_pages_for_silence_once(stage: Stage) -> None:
    stage.clock.advance(minutes=10)
    page_silences(stage.engine)
    stage.clock.advance(minutes=60)

    assert page_silences(stage.engine) == 0


@pytest.mark.parametrize("words", ["I'm safe for now", "hello", "are you there"])
def test_whoever_writes_anything_is_not_silent(stage: Stage, words: str) -> None:
    stage.say(words)
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 0


def test_writing_in_another_conversation_ends_the_silence(stage: Stage) -> None:
    stage.new_conversation()
    stage.say("hello")
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 0


def test_a_reviewed_case_is_not_paged_for_silence(stage: Stage) -> None:
    (case,) = stage.records.cases()
    stage.records.review(Review(case.id, "dr-a", Outcome.ALREADY_KNOWN, "Spoke.", stage.clock.now()))
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 0


def test_a_clinician_who_has_read_it_is_paged_too_and_the_patient_is_still_told_that_it_was_read(stage: Stage) -> None:
    (case,) = stage.records.cases()
    stage.records.mark_seen(case.id, "dr-a", stage.clock.now())
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 1
    assert stage.records.cases()[0].alert_status is AlertStatus.SEEN


@pytest.mark.parametrize(
    "words", ["I'm going to kill myself tonight, I have the pills here", "I wish I just wouldn't wake up"]
)
def test_only_a_question_that_paged_waits_for_an_answer(words: str) -> None:
    stage = Stage(rails=danger_rails())
    stage.say(words)
    stage.clock.advance(minutes=10)

    assert page_silences(stage.engine) == 0
