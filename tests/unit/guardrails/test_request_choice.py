"""Which refusal a message gets when rules and the classifier find several."""

from collections.abc import Callable

import pytest

from assistant.domain.risk import Assessment, Signal, Span
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision, route


def rule(wanted: Route, variant: str = "") -> Signal:
    return Signal("requests", f"{wanted.value}.some", Span(0, 0), "", request=wanted, variant=variant)


def likely(wanted: Route, score: float = 0.8) -> Signal:
    return Signal("classifier", f"classifier.{wanted.value}", Span(0, 0), "", score, request=wanted)


def decide(*signals: Signal) -> Decision:
    return route(Assessment(signals), None, "how long after it may I drink")


def test_where_both_find_a_refusal_the_classifier_says_which() -> None:
    assert decide(rule(Route.DOSING), likely(Route.MIXING)).route is Route.MIXING
    assert decide(rule(Route.MIXING), rule(Route.SUPPLY), likely(Route.SUPPLY)).route is Route.SUPPLY


def test_a_text_that_says_what_to_do_today_is_not_spoken_over() -> None:
    missed = decide(rule(Route.DOSING, "missed_dose"), likely(Route.MEDICATION_CHANGE))
    drinking = decide(rule(Route.MEDICATION_CHANGE, "alcohol"), likely(Route.DIAGNOSIS))

    assert missed.text_keys[0] == "dosing-missed-dose"
    assert drinking.text_keys[0] == "medication-change-alcohol"


@pytest.mark.parametrize("alone", [rule, likely])
def test_what_only_one_of_them_finds_is_refused(alone: Callable[[Route], Signal]) -> None:
    assert decide(alone(Route.SUPPLY)).route is Route.SUPPLY


def test_rules_alone_go_by_the_order_of_the_table() -> None:
    assert decide(rule(Route.DIAGNOSIS), rule(Route.DOSING)).route is Route.DOSING


def test_a_likely_refusal_does_not_speak_over_a_rule_that_refuses_nothing() -> None:
    assert decide(rule(Route.OUT_OF_SCOPE), likely(Route.DOSING)).route is Route.OUT_OF_SCOPE
