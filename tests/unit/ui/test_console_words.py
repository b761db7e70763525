"""What the console says of rules, reasons and clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import Case, Severity
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.packaged import danger_rails
from assistant.ui.clinician.clock import in_words
from assistant.ui.clinician.rules import both_words, rule_words, why_words
from tests.contract.scenes import SUICIDE, WITHDRAWAL, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.memory_records import MemoryRecords


def _case(*signals: object) -> Case:
    scene = Scene.of(MemoryRecords(), SteppedClock())
    scene.record(opening(Severity.ELEVATED, *signals))  # type: ignore[arg-type]
    return scene.only_case()


@pytest.mark.parametrize(
    ("rail", "rule", "words"),
    [
        ("crisis", "suicide.means.pills", "suicide, means to hand, pills"),
        ("crisis", "suicide.es.imminent", "suicide, happening now"),
        ("classifier", "classifier.self_harm.elevated", "self harm, serious, now"),
        ("conversation", "yes-to-the-safety-question", "yes to the safety question"),
    ],
)
def test_a_rule_is_named_in_plain_words(rail: str, rule: str, words: str) -> None:
    assert rule_words(rail, rule) == words


def test_every_rule_of_the_danger_lexicons_has_words_without_code() -> None:
    rules = [
        (rail.name, e.id) for rail in danger_rails() if isinstance(rail, LexiconRail) for e in rail.lexicon.entries
    ]

    assert rules
    assert not [words for words in (rule_words(*rule) for rule in rules) if not words or set(words) & set("._/")]


def test_the_reason_names_what_was_found_first_and_how_many_more() -> None:
    assert why_words(_case(SUICIDE, WITHDRAWAL)) == "Words of danger: wish to die and 1 more."


def test_the_reason_keeps_what_was_added_since_and_stands_alone_without_findings() -> None:
    found = replace(_case(SUICIDE), reason="First. The patient has not answered.")

    assert why_words(found).endswith("wish to die. The patient has not answered.")
    assert why_words(_case()) == "A rail found something."


def test_a_list_names_the_check_and_the_rule() -> None:
    assert both_words("red_flags/medical.chest") == "Medical warning words: medical, chest"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=61), "1 h 1 min"),
        (timedelta(hours=49), "2 d"),
    ],
)
def test_a_span_is_said_in_its_largest_units(span: timedelta, words: str) -> None:
    assert in_words(span) == words
