"""What follows each answer to the safety question, with the real danger rails."""

from __future__ import annotations

import pytest

from assistant.domain.cases import Severity
from assistant.domain.routes import Route
from assistant.guardrails.packaged import danger_rails
from tests.fakes.stage import Stage

RAILS = danger_rails()


@pytest.fixture
def stage() -> Stage:
    """A patient who was just asked the safety question."""
    stage = Stage(rails=RAILS)
    assert stage.say("I want to kill myself").reply.offers == ("safety_question",)
    return stage


@pytest.mark.parametrize("words", ["I'm in danger now", "Estoy en peligro ahora"])
def test_in_danger_now_raises_the_case_to_imminent(stage: Stage, words: str) -> None:
    outcome = stage.say(words)

    assert outcome.reply.prompt_version.startswith("crisis-suicide-imminent")
    assert stage.records.cases()[0].severity is Severity.IMMINENT


def test_not_sure_pages_again_and_stays_elevated(stage: Stage) -> None:
    outcome = stage.say("I'm not sure")

    assert outcome.reply.prompt_version == "safety-answer-unsure-en.v1"
    assert outcome.reply.route is Route.CRISIS
    assert stage.records.cases()[0].severity is Severity.ELEVATED


def test_safe_for_now_lowers_nothing(stage: Stage) -> None:
    outcome = stage.say("I'm safe for now")
    episode = stage.records.open_episode(stage.patient.id)

    assert outcome.reply.prompt_version == "safety-answer-safe-en.v2"
    assert outcome.reply.route is Route.CRISIS
    assert episode is not None
    assert stage.records.cases()[0].severity is Severity.ELEVATED


def test_not_sure_about_something_else_is_no_danger() -> None:
    assert Stage(rails=RAILS).say("I'm not sure").case_id is None
