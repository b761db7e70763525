"""A whole turn of a patient whose answers a clinician switched off or narrowed."""

from __future__ import annotations

import pytest

from assistant.domain.care import Answers
from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.routes import Route
from tests.fakes.scripted_rails import ScriptedOutputRail
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS

QUESTION = "Is it normal to feel raw?"
SPANISH = "¿Es normal sentirse así después de la sesión?"


def _stage(answers: Answers) -> Stage:
    stage = Stage(rails=(CRISIS, REQUESTS))
    stage.records.set_answers(stage.patient.id, answers, "dr-a", stage.clock.now())
    return stage


@pytest.mark.parametrize("answers", [Answers.HELP_ONLY, Answers.OFF])
def test_a_question_gets_a_fixed_text_with_help_lines_and_opens_no_case(answers: Answers) -> None:
    outcome = _stage(answers).say(QUESTION)

    reply = outcome.reply
    assert (reply.route, reply.composer, reply.citations) == (Route.NEEDS_HUMAN, "fixed_text", ())
    assert "your care team" in reply.text.lower()
    assert "If you need help now" in reply.text
    assert (outcome.case_id, outcome.alert_status) == (None, AlertStatus.NONE)


@pytest.mark.parametrize(("answers", "words"), [(Answers.HELP_ONLY, "responder"), (Answers.OFF, "desactivado")])
def test_a_spanish_question_gets_it_in_spanish(answers: Answers, words: str) -> None:
    assert words in _stage(answers).say(SPANISH).reply.text


@pytest.mark.parametrize("answers", list(Answers))
def test_danger_is_found_replied_to_and_paged_whatever_the_switch_says(answers: Answers) -> None:
    stage = _stage(answers)

    outcome = stage.say("I want to die")

    (case,) = stage.records.cases()
    assert (outcome.reply.route, outcome.alert_status, case.severity) == (
        Route.CRISIS,
        AlertStatus.QUEUED,
        Severity.ELEVATED,
    )


def test_a_question_can_be_passed_on_to_the_team_while_answers_are_narrowed() -> None:
    stage = _stage(Answers.HELP_ONLY)
    offered = stage.say(QUESTION).reply.offers

    stage.say(QUESTION, for_team=True)

    (case,) = stage.records.cases()
    assert ("ask_team" in offered, case.severity) == (True, Severity.TEAM_QUESTION)


def test_answers_go_on_once_they_are_switched_on_again() -> None:
    stage = _stage(Answers.OFF)
    stage.say(QUESTION)

    stage.records.set_answers(stage.patient.id, Answers.ON, "dr-a", stage.clock.now())

    assert stage.say(QUESTION).reply.route is Route.ANSWER


def test_no_library_sentence_is_even_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = _stage(Answers.OFF)
    checked: list[str] = []
    monkeypatch.setattr(ScriptedOutputRail, "check", lambda *_: checked.append("a draft"))

    stage.say(QUESTION)

    assert checked == []
