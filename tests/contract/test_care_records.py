"""What CareRecords promises."""

from __future__ import annotations

import pytest

from assistant.domain.care import Answers, Care
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from tests.contract.scenes import Scene
from tests.fakes.invitations import invited

PLAN = "1. Ring Óscar\n2. 日本 \x00 \ud800"


def test_answers_are_on_and_nothing_is_entered_until_somebody_does(scene: Scene) -> None:
    assert scene.records.care_of(scene.patient.id) == Care()
    assert scene.records.care_of("nobody") == Care()


def test_answers_contact_and_plan_are_kept_apart_from_each_other_and_come_back_exactly(scene: Scene) -> None:
    first = scene.clock.advance(minutes=1)
    scene.records.set_contact(scene.patient.id, "+1 555 0100", PLAN, "dr-a", first)
    second = scene.clock.advance(minutes=1)
    scene.records.set_answers(scene.patient.id, Answers.OFF, "dr-b", second)

    assert scene.records.care_of(scene.patient.id) == Care(Answers.OFF, "+1 555 0100", PLAN, second, "dr-b")
    assert [scene.records.verify_audit(), scene.records.care_of(Scene.of(scene.records, scene.clock).patient.id)] == [
        (3, None),
        Care(),
    ]


def test_the_same_again_changes_nothing_and_is_not_audited(scene: Scene) -> None:
    scene.records.set_answers(scene.patient.id, Answers.ON, "dr-a", scene.clock.now())
    scene.records.set_answers(scene.patient.id, Answers.HELP_ONLY, "dr-a", scene.clock.now())
    kept = scene.records.care_of(scene.patient.id)
    scene.clock.advance(minutes=5)

    scene.records.set_answers(scene.patient.id, Answers.HELP_ONLY, "dr-b", scene.clock.now())
    scene.records.set_contact(scene.patient.id, "", "", "dr-b", scene.clock.now())

    assert scene.records.care_of(scene.patient.id) == kept
    assert scene.records.verify_audit() == (2, None)


@pytest.mark.parametrize("who", ["nobody", "clinician"])
def test_only_a_patient_has_answers_and_a_contact(scene: Scene, who: str) -> None:
    clinician = scene.records.add_person("dr", Role.CLINICIAN, invited())
    wanted = clinician.id if who == "clinician" else who

    with pytest.raises(NotAllowed):
        scene.records.set_answers(wanted, Answers.OFF, "dr-a", scene.clock.now())
    with pytest.raises(NotAllowed):
        scene.records.set_contact(wanted, "x", "", "dr-a", scene.clock.now())

    assert scene.records.care_of(wanted) == Care()
