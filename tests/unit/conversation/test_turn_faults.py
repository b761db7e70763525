"""What a patient sees, and who is told, when something breaks in the turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.conversation.turn import REMEMBERED
from assistant.domain.cases import AlertStatus
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Role
from assistant.domain.routes import Route
from assistant.domain.turns import Exchange
from tests.fakes.scripted_rails import ScriptedInputRail
from tests.fakes.stage import URL, JournalRecords, Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS


@pytest.fixture
def stage() -> Stage:
    return Stage(rails=(CRISIS, REQUESTS))


@pytest.mark.parametrize("error", [RecordsUnavailable("down"), RuntimeError("a bug")], ids=["ours", "foreign"])
@pytest.mark.parametrize("method", ["receive", "record"])
def test_when_the_commit_fails_a_crisis_text_says_that_nobody_has_been_told(method: str, error: Exception) -> None:
    stage = Stage(rails=(CRISIS,))
    stage.records.broken[method] = error

    outcome = stage.say("I want to die")

    assert not outcome.stored
    assert outcome.reply.route is Route.CRISIS
    assert "nobody has been told" in outcome.reply.text


@pytest.mark.parametrize("method", ["receive", "record"])
def test_when_the_commit_fails_the_alert_is_tried_directly(stage: Stage, method: str) -> None:
    stage.records.broken[method] = RecordsUnavailable("down")

    outcome = stage.say("I want to die")

    assert stage.sender.urls == [URL]
    assert outcome.alert_status is AlertStatus.DELIVERED


def test_a_direct_alert_that_nobody_takes_is_said_to_be_unreachable(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")
    stage.sender.refusing.add(URL)

    assert stage.say("I want to die").alert_status is AlertStatus.UNREACHABLE


def test_alerting_that_cannot_even_start_still_leaves_the_crisis_text(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")

    def unable() -> object:
        raise RecordsUnavailable("down")

    stage.turns._alerting = unable  # type: ignore[assignment]

    outcome = stage.say("I want to die")

    assert outcome.reply.route is Route.CRISIS
    assert outcome.alert_status is AlertStatus.UNREACHABLE


def test_a_question_whose_commit_fails_is_not_answered(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")

    outcome = stage.say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert "nobody has been told" in outcome.reply.text
    assert stage.sender.sent == []


def test_a_page_is_not_sent_again_each_time_the_worker_tries_the_same_message(stage: Stage) -> None:
    message = stage.received_only("I want to die")
    stage.records.broken["record"] = RecordsUnavailable("full")

    for _ in range(5):
        stage.turns.resume(stage.patient, stage.conversation, message)

    assert stage.sender.urls == [URL]


def test_resuming_twice_leaves_one_reply_and_one_case(stage: Stage) -> None:
    message = stage.received_only("I want to die")

    first = stage.turns.resume(stage.patient, stage.conversation, message)
    second = stage.turns.resume(stage.patient, stage.conversation, message)

    assert first.case_id == second.case_id
    assert len(stage.records.cases()) == 1
    assert len(stage.records.exchanges_of(stage.conversation.id)) == 1


def test_a_resumed_message_does_not_see_what_was_said_after_it(stage: Stage) -> None:
    rail = ScriptedInputRail("crisis")
    stage = Stage(rails=(rail,))
    message = stage.received_only("first")
    stage.say("second")

    stage.turns.resume(stage.patient, stage.conversation, message)

    assert rail.histories[-1] == ()


def test_rails_look_back_over_a_bounded_number_of_lines() -> None:
    rail = ScriptedInputRail("crisis")
    stage = Stage(rails=(rail,))

    for number in range(REMEMBERED):
        stage.say(f"message {number}")

    assert len(rail.histories[-1]) == REMEMBERED
    assert f"message {REMEMBERED - 2}" in rail.histories[-1]


def test_help_lines_follow_the_patients_own_region(stage: Stage) -> None:
    stage.living_in("GB")

    assert "999" in stage.say("I want to die").reply.text


def test_nobody_writes_in_somebody_elses_conversation(stage: Stage) -> None:
    other = stage.new_patient("other")

    with pytest.raises(NotAllowed):
        stage.turns.take(other, stage.conversation, "hello")

    assert stage.records.journal == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PATIENT])
def test_only_patients_write(stage: Stage, role: Role) -> None:
    with pytest.raises(NotAllowed):
        stage.turns.take(replace(stage.patient, role=role), stage.conversation, "hello")


def test_a_missing_history_does_not_stop_a_crisis_from_being_seen() -> None:
    class Forgetful(JournalRecords):
        def exchanges_of(self, conversation_id: str) -> tuple[Exchange, ...]:
            raise RecordsUnavailable("down")

    stage = Stage(rails=(CRISIS,), records=Forgetful((URL,)))

    outcome = stage.say("I want to die")

    assert outcome.stored
    assert outcome.reply.route is Route.CRISIS
