"""A loose rule's hint counts unless the classifier is sure that nothing is asked for; every other rule counts alone."""

from __future__ import annotations

import pytest

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.hints import HINTS
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_risk_model import ScriptedRiskModel, told

HINTED = "My husband starts on Monday with the under the tongue tablets. What will he look like, will he talk?"
FIRM = "How many milligrams of ketamine should I take tonight?"


def assessed(text: str, likely: float, *, broken: bool = False, history: tuple[Utterance, ...] = ()) -> Assessment:
    model = ScriptedRiskModel({"": told(requests={Route.DOSING: likely})})
    model.broken = broken
    rails = (*request_rails(), ClassifierRail("classifier", model))
    return Screening(rails, HashEmbedder().embed).assess(text, history)[0]


def rules(assessment: Assessment) -> set[str]:
    return {signal.rule for signal in assessment.requests}


def test_a_hint_is_dismissed_by_a_sure_classifier_and_both_are_on_record() -> None:
    found = assessed(HINTED, 0.01)

    assert rules(found) & HINTS
    assert "classifier.asks_nothing" in rules(found)
    assert route(found, None, HINTED).route is Route.ANSWER


def test_a_hint_counts_when_the_classifier_is_not_sure() -> None:
    assert route(assessed(HINTED, 0.06), None, HINTED).route is Route.DOSING


def test_a_hint_counts_when_the_classifier_is_broken() -> None:
    assert route(assessed(HINTED, 0.01, broken=True), None, HINTED).route is Route.DOSING


def test_a_firm_rule_is_never_dismissed_nor_a_hint_beside_it() -> None:
    found = assessed(f"{HINTED} {FIRM}", 0.01)

    assert rules(found) - HINTS - {"classifier.asks_nothing"}
    assert "classifier.asks_nothing" not in rules(found)
    assert route(found, None).route is Route.DOSING


def test_nothing_is_said_of_a_message_in_which_no_rule_found_a_request() -> None:
    assert rules(assessed("The garden was lovely today.", 0.01)) == set()


@pytest.mark.parametrize("text", ["and a little more of it?", "what about twice a day"])
def test_a_follow_up_is_not_dismissed_for_what_stands_in_the_message_before(text: str) -> None:
    earlier = (
        Utterance(Author.PATIENT, "How much ketamine should I take?"),
        Utterance(Author.ASSISTANT, "I cannot say that."),
    )
    found = assessed(text, 0.01, history=earlier)

    assert route(found, None, text).route is Route.DOSING
