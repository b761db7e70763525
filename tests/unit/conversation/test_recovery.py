"""What a crash left behind is finished at the next start."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.conversation.recovery import GRACE, finish_unanswered
from assistant.domain.cases import Severity
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.messages import UNREADABLE
from tests.fakes.scripted_rails import ScriptedInputRail, danger
from tests.fakes.stage import Stage

NOW = timedelta(0)


@pytest.fixture
def stage() -> Stage:
    return Stage(rails=(ScriptedInputRail("crisis", {"die": (danger(),)}),))


def test_a_message_without_a_reply_is_assessed_answered_and_becomes_a_case(stage: Stage) -> None:
    stage.received_only("I want to die")
    stage.clock.advance(minutes=1)

    assert finish_unanswered(stage.engine) == 1
    assert len(stage.records.cases()) == 1
    (exchange,) = stage.records.exchanges_of(stage.conversation.id)
    assert exchange.reply is not None


def test_a_young_message_is_left_to_whoever_is_at_it(stage: Stage) -> None:
    stage.received_only("I want to die")
    stage.clock.advance(seconds=GRACE.total_seconds() - 1)

    assert finish_unanswered(stage.engine) == 0


def test_with_nothing_left_behind_nothing_is_done(stage: Stage) -> None:
    stage.say("Is it normal to feel raw?")
    stage.clock.advance(minutes=5)

    assert finish_unanswered(stage.engine) == 0


def test_the_oldest_message_is_finished_first(stage: Stage) -> None:
    stage.received_only("one to die")
    stage.received_only("two")
    stage.clock.advance(minutes=1)

    finish_unanswered(stage.engine, NOW)

    assert [e.reply is not None for e in stage.records.exchanges_of(stage.conversation.id)] == [True, True]
    assert len(stage.records.cases()) == 1


def test_finishing_twice_changes_nothing_the_second_time(stage: Stage) -> None:
    stage.received_only("I want to die")
    stage.clock.advance(minutes=1)
    finish_unanswered(stage.engine)

    assert finish_unanswered(stage.engine) == 0
    assert len(stage.records.cases()) == 1


def test_a_turn_that_cannot_be_stored_is_not_counted_and_stays_for_the_next_time(stage: Stage) -> None:
    stage.received_only("I want to die")
    stage.clock.advance(minutes=1)
    stage.records.broken["record"] = RecordsUnavailable("full")

    assert finish_unanswered(stage.engine) == 0

    stage.records.broken.clear()
    assert finish_unanswered(stage.engine) == 1


def test_one_message_that_cannot_be_finished_does_not_keep_the_others_waiting(stage: Stage) -> None:
    stage.received_only("one")
    stage.received_only("I want to die")
    stage.clock.advance(minutes=1)
    first = stage.turns.resume
    calls: list[str] = []

    def resume(*arguments: object) -> object:
        calls.append("call")
        if len(calls) == 1:
            raise RuntimeError("a bug")
        return first(*arguments)  # type: ignore[arg-type]

    stage.turns.resume = resume  # type: ignore[method-assign,assignment]

    assert finish_unanswered(stage.engine) == 1
    assert len(stage.records.cases()) == 1


def test_records_that_are_down_are_not_taken_for_nothing_to_do(stage: Stage) -> None:
    stage.records.down = True

    with pytest.raises(RecordsUnavailable):
        finish_unanswered(stage.engine)


def test_a_message_whose_words_are_lost_becomes_a_case_for_a_human() -> None:
    stage = Stage()
    stage.received_only(UNREADABLE)
    stage.clock.advance(minutes=5)

    finished = finish_unanswered(stage.engine)

    (case,) = stage.records.cases()
    assert finished == 1
    assert case.severity is Severity.NEEDS_HUMAN
