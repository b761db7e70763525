"""The turn within a safety episode, and questions for the team."""

from __future__ import annotations

import itertools

import pytest

from assistant.conversation.turn import REMEMBERED
from assistant.domain.cases import Outcome, Review, Severity
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS


@pytest.fixture
def stage() -> Stage:
    return Stage(rails=(CRISIS, REQUESTS))


def test_a_denial_does_not_lower_an_episode(stage: Stage) -> None:
    stage.say("I have pills in hand")

    outcome = stage.say("I was only joking, I am fine")

    episode = stage.records.open_episode(stage.patient.id)
    assert episode is not None
    assert episode.tier is Tier.IMMINENT
    assert outcome.reply.route is Route.CRISIS


def test_a_new_conversation_does_not_clear_an_episode(stage: Stage) -> None:
    stage.say("I want to die")
    stage.new_conversation()

    assert stage.say("Is it normal to feel raw?").reply.route is Route.CRISIS


def test_a_clinicians_review_lets_answers_come_back(stage: Stage) -> None:
    case_id = stage.say("I want to die").case_id
    assert case_id is not None
    stage.records.review(Review(case_id, "dr-a", Outcome.ALREADY_KNOWN, "Spoke.", stage.clock.now()))

    assert stage.say("Is it normal to feel raw?").reply.route is Route.ANSWER


def test_an_episode_about_somebody_else_lets_answers_go_on_under_a_reminder(stage: Stage) -> None:
    stage.say("my sister is in danger")

    reply = stage.say("Is it normal to feel raw?").reply

    assert reply.route is Route.ANSWER
    assert len(reply.text) > len("Many people feel raw. [1]")


def test_a_patient_in_an_episode_is_never_locked_out(stage: Stage) -> None:
    stage.say("I want to die")

    replies = [stage.say(f"still here {number}").reply for number in range(60)]

    assert {reply.route for reply in replies} == {Route.CRISIS}
    assert all(reply.text.strip() for reply in replies)


def test_company_never_says_the_same_twice_in_a_row_however_long_the_conversation(stage: Stage) -> None:
    stage.say("I want to die")

    said = [stage.say(f"still here {number}").reply.text for number in range(REMEMBERED + 20)]

    assert all(one != two for one, two in itertools.pairwise(said))


def test_another_grave_message_joins_the_open_case(stage: Stage) -> None:
    first = stage.say("I want to die").case_id

    assert stage.say("I have pills in hand").case_id == first
    assert [case.severity for case in stage.records.cases()] == [Severity.IMMINENT]


def test_a_question_can_be_passed_on_to_the_team(stage: Stage) -> None:
    outcome = stage.say("how much should I take", for_team=True)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert [case.severity for case in stage.records.cases()] == [Severity.TEAM_QUESTION]


def test_danger_in_a_question_for_the_team_is_still_danger(stage: Stage) -> None:
    outcome = stage.say("please tell them I want to die", for_team=True)

    assert outcome.reply.route is Route.CRISIS
    assert [case.severity for case in stage.records.cases()] == [Severity.ELEVATED]


def test_a_question_for_the_team_within_an_episode_keeps_the_company_and_is_passed_on(stage: Stage) -> None:
    stage.say("I want to die")

    outcome = stage.say("when is my next visit", for_team=True)

    assert outcome.reply.route is Route.CRISIS
    assert Severity.TEAM_QUESTION in {case.severity for case in stage.records.cases()}
