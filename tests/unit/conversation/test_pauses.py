"""A whole turn of a patient who writes more in an hour than is answered."""

from __future__ import annotations

from assistant.domain.cases import AlertStatus
from assistant.domain.routes import Route
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS

QUESTION = "Is it normal to feel raw?"


def _stage(limit: int) -> Stage:
    return Stage(rails=(CRISIS, REQUESTS), answers_per_hour=limit)


def test_up_to_the_limit_questions_are_answered_and_then_a_kind_pause_offers_the_team() -> None:
    stage = _stage(2)

    first, second, third = (stage.say(QUESTION).reply for _ in range(3))

    assert [reply.route for reply in (first, second, third)] == [Route.ANSWER, Route.ANSWER, Route.NEEDS_HUMAN]
    assert "short break" in third.text
    assert "If you need help now" in third.text
    assert "ask_team" in third.offers


def test_danger_beyond_the_limit_is_replied_to_and_paged() -> None:
    stage = _stage(1)
    stage.say(QUESTION)

    outcome = stage.say("I want to die")

    assert (outcome.reply.route, outcome.alert_status) == (Route.CRISIS, AlertStatus.QUEUED)


def test_an_hour_later_answers_go_on() -> None:
    stage = _stage(1)
    stage.say(QUESTION)
    paused = stage.say(QUESTION).reply

    stage.clock.advance(seconds=3_601)

    assert (paused.route, stage.say(QUESTION).reply.route) == (Route.NEEDS_HUMAN, Route.ANSWER)


def test_without_a_limit_nothing_pauses() -> None:
    stage = _stage(0)

    assert {stage.say(QUESTION).reply.route for _ in range(5)} == {Route.ANSWER}
