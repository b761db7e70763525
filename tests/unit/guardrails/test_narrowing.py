"""What a clinician's switch leaves of each kind of decision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.care import Answers
from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.routes import Route
from assistant.guardrails.narrowing import narrowed, paused
from assistant.guardrails.routing import Decision

LESS = (Answers.HELP_ONLY, Answers.OFF)
OPENING = CaseOpening(Severity.WATCH, (), (), "A reason.", page=False)
FULL = Decision(Route.ANSWER, answer_below=True, help_lines=True, opening=OPENING, reminder=True, offers=("ask_team",))


@pytest.mark.parametrize("route", list(Route))
def test_with_answers_on_every_decision_stays_as_it_is(route: Route) -> None:
    decision = replace(FULL, route=route)

    assert narrowed(decision, Answers.ON) is decision


@pytest.mark.parametrize("answers", LESS)
@pytest.mark.parametrize("route", list(Route))
def test_nothing_of_the_library_is_left_and_case_reminder_and_help_lines_are(route: Route, answers: Answers) -> None:
    left = narrowed(replace(FULL, route=route), answers)

    assert left.route not in (Route.ANSWER, Route.CANNOT_ANSWER, Route.OUT_OF_SCOPE)
    assert not left.answer_below
    assert not left.quotes_below
    assert (left.opening, left.reminder, left.help_lines) == (OPENING, True, True)


@pytest.mark.parametrize("answers", LESS)
@pytest.mark.parametrize("route", [r for r in Route if r.is_safety or r.is_refusal or r is Route.SMALL_TALK])
def test_danger_refusals_and_who_it_is_keep_their_route_and_text(route: Route, answers: Answers) -> None:
    left = narrowed(Decision(route, ("its-own-text",), question="safety-question"), answers)

    assert (left.route, left.text_keys, left.question) == (route, ("its-own-text",), "safety-question")


@pytest.mark.parametrize(("answers", "offered"), [(Answers.HELP_ONLY, True), (Answers.OFF, False)])
@pytest.mark.parametrize("route", [Route.ANSWER, Route.DOSING])
def test_passing_on_to_the_team_is_offered_only_when_narrowed(route: Route, answers: Answers, offered: bool) -> None:
    left = narrowed(replace(FULL, route=route), answers)

    assert ("ask_team" in left.offers) is offered


@pytest.mark.parametrize("route", list(Route))
def test_a_pause_leaves_what_narrowed_answers_leave_and_says_that_it_passes(route: Route) -> None:
    decision = replace(FULL, route=route)
    left, alike = paused(decision), narrowed(decision, Answers.HELP_ONLY)

    assert replace(left, text_keys=alike.text_keys) == alike
    assert (left.text_keys == ("answers-paused",)) == (alike.text_keys == ("answers-narrowed",))
