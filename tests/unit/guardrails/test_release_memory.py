"""A text that the output rails have read is not read again, and no verdict outlives what it depends on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.bootstrap.rails import output_rails
from assistant.domain.library import Passage, Sentence
from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails import output_dosing, output_wording
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.release import Release

CALM = "Rest is part of care."
ANOTHER = "Drink water when you are thirsty."
DOSE = "Take 50 mg of ketamine twice a day."
THERAPIST = "I am your therapist."
BRIDGE = "Here is what our library says."
PASSAGE = Passage(
    id="rest#evening",
    document_id="rest",
    section="evening",
    title="The evening after",
    topic="after_effects",
    phase="first_72_hours",
    language="en",
    sentences=(Sentence(CALM), Sentence(ANOTHER)),
)


class Shelf:
    """A passage source with one passage, which can change or be taken off it."""

    def __init__(self) -> None:
        self.held: Passage | None = PASSAGE

    def hold(self, *sentences: str) -> None:
        self.held = replace(PASSAGE, sentences=tuple(Sentence(text) for text in sentences))

    def passage(self, _passage_id: str) -> Passage | None:
        return self.held


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def release(shelf: Shelf) -> Release:
    return Release(output_rails(shelf, frozenset({BRIDGE})), 20.0)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the detectors were really given, in order."""
    given: list[tuple[str, str]] = []
    wording_faults = output_wording.wording_faults

    def doses(text: str) -> tuple[object, ...]:
        given.append(("dosing", text))
        return find_dosing(text)

    def faults(text: str) -> tuple[str, ...]:
        given.append(("wording", text))
        return wording_faults(text)

    monkeypatch.setattr(output_dosing, "find_dosing", doses)
    monkeypatch.setattr(output_wording, "wording_faults", faults)
    return given


def draft(*texts: str) -> Draft:
    return Draft(tuple(DraftSentence(text, None if text == BRIDGE else PASSAGE.id) for text in texts), "fake", "v1")


def rejecting(release: Release, *texts: str) -> list[str]:
    return [verdict.rail for verdict in release.check(draft(*texts)) if not verdict.passed]


def test_the_same_text_is_read_once_by_each_detector(release: Release, read: list[tuple[str, str]]) -> None:
    first, second = release.check(draft(CALM)), release.check(draft(CALM))

    assert first == second
    assert read == [("dosing", CALM), ("wording", CALM)]


def test_a_rejection_is_remembered_as_one(release: Release, shelf: Shelf, read: list[tuple[str, str]]) -> None:
    shelf.hold(DOSE, THERAPIST)

    assert [rejecting(release, DOSE), rejecting(release, THERAPIST)] == [["output_dosing"], ["output_wording"]]
    assert [rejecting(release, DOSE), rejecting(release, THERAPIST)] == [["output_dosing"], ["output_wording"]]
    assert len(read) == len(set(read)) == 4


def test_every_other_text_is_read_also_one_made_of_sentences_that_passed(
    release: Release, read: list[tuple[str, str]]
) -> None:
    for texts in ((CALM,), (ANOTHER,), (CALM, ANOTHER), (ANOTHER, CALM)):
        assert rejecting(release, *texts) == []

    assert len({text for rail, text in read if rail == "dosing"}) == 4
    assert len({text for rail, text in read if rail == "wording"}) == 4


def test_a_passage_that_changed_or_is_withdrawn_gets_no_old_verdict(release: Release, shelf: Shelf) -> None:
    before = rejecting(release, CALM)

    shelf.hold(DOSE)
    changed = [rejecting(release, CALM), rejecting(release, DOSE)]
    shelf.held = None
    withdrawn = rejecting(release, CALM)
    shelf.hold(CALM)

    assert before == []
    assert changed == [["output_support"], ["output_dosing"]]
    assert withdrawn == ["output_support"]
    assert rejecting(release, CALM) == []


def test_what_one_clinic_may_say_is_not_remembered_for_another(release: Release, shelf: Shelf) -> None:
    other = Release(output_rails(shelf, frozenset()), 20.0)

    assert rejecting(release, BRIDGE, CALM) == []
    assert rejecting(other, BRIDGE, CALM) == ["output_support"]


def test_rails_that_are_made_anew_remember_nothing(
    shelf: Shelf, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.hold(DOSE)
    with monkeypatch.context() as blind:
        blind.setattr(output_dosing, "find_dosing", lambda _text: ())
        assert rejecting(release, DOSE) == []

    assert rejecting(Release(output_rails(shelf, frozenset()), 20.0), DOSE) == ["output_dosing"]


def test_a_detector_that_broke_is_asked_again(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> tuple[object, ...]:
        raise RuntimeError("broken")

    with monkeypatch.context() as failing:
        failing.setattr(output_dosing, "find_dosing", broken)
        assert rejecting(release, CALM) == ["output_dosing"]

    assert rejecting(release, CALM) == []
