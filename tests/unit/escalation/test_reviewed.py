"""What a sample holds, and when there is none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.domain.cases import Case, Outcome, Severity
from assistant.domain.errors import NotAllowed
from assistant.escalation.reviewed import proposed_texts, sample_line
from tests.contract.scenes import SUICIDE, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.memory_records import MemoryRecords


def _scene() -> Scene:
    return Scene.of(MemoryRecords(), SteppedClock())


def _case(scene: Scene, words: str, outcome: Outcome | None) -> Case:
    scene.records.record(scene.turn(opening(Severity.ELEVATED, SUICIDE), message=scene.received(words)))
    return replace(scene.only_case(), outcome=outcome)


def test_only_the_messages_with_signals_are_proposed_and_masked() -> None:
    scene = _scene()
    scene.record()
    scene.clock.advance(minutes=1)
    case = _case(scene, "I told Maria on 555 0100", Outcome.TRUE_CRISIS)

    proposed = proposed_texts(case, scene.records.exchanges_of(scene.conversation.id), ["somebody"])

    assert proposed == ("I told [name] on [number]",)


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        (Outcome.TRUE_CRISIS, "danger"),
        (Outcome.ALREADY_KNOWN, "danger"),
        (Outcome.FALSE_ALARM, "no_danger"),
        (Outcome.COULD_NOT_REACH, "undecided"),
    ],
)
def test_a_sample_says_what_rails_and_clinician_found_and_nothing_that_leads_back(outcome: Outcome, label: str) -> None:
    scene = _scene()
    case = _case(scene, "words", outcome)

    line = sample_line(case, ["  words ", ""])

    row = json.loads(line)
    assert (row["label"], row["outcome"], row["rules"]) == (label, outcome.value, ["crisis/wish_to_die"])
    assert row["messages"] == [{"role": "patient", "text": "words"}]
    assert not [hint for hint in (case.id, case.patient_id, case.patient_name, case.message_id) if hint in line]


def test_there_is_no_sample_of_an_unreviewed_a_restricted_or_an_empty_case() -> None:
    case = _case(_scene(), "words", Outcome.FALSE_ALARM)

    for refused, texts in (
        (replace(case, outcome=None), ["words"]),
        (replace(case, restricted=True), ["words"]),
        (case, [" "]),
    ):
        with pytest.raises(NotAllowed):
            sample_line(refused, texts)
