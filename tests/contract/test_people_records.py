"""What PeopleRecords promises."""

from __future__ import annotations

import pytest

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ports import Records
from tests.contract.scenes import Scene


def test_an_added_person_is_found_by_name_and_by_id(records: Records) -> None:
    added = records.add_person("Ana Núñez", Role.PATIENT, "invitation")

    assert added == Person(added.id, "Ana Núñez", Role.PATIENT, active=True, region=None)
    assert records.person_named("Ana Núñez") == added
    assert records.person(added.id) == added


def test_nobody_is_found_under_an_unknown_name_or_id(records: Records) -> None:
    assert records.person_named("nobody") is None
    assert records.person("nobody") is None


def test_a_taken_name_is_refused_and_the_first_account_stays(records: Records) -> None:
    first = records.add_person("Ana", Role.PATIENT, "first")

    with pytest.raises(NotAllowed):
        records.add_person("Ana", Role.CLINICIAN, "second")

    assert records.check_invitation("Ana", "first") == first
    assert records.check_invitation("Ana", "second") is None


def test_people_are_listed_by_name_whatever_its_case(records: Records) -> None:
    for name in ("bea", "Ana", "carl", "Dora"):
        records.add_person(name, Role.PATIENT, "x")

    assert [person.name for person in records.people()] == ["Ana", "bea", "carl", "Dora"]


def test_people_of_one_role_leave_out_the_others(records: Records) -> None:
    records.add_person("patient", Role.PATIENT, "x")
    records.add_person("doctor", Role.CLINICIAN, "x")

    assert [person.name for person in records.people(Role.CLINICIAN)] == ["doctor"]
    assert records.people(Role.ADMIN) == ()


@pytest.mark.parametrize("invitation", ["", "Invitation", "invitation ", "\x00", "\ud800"])
def test_a_wrong_invitation_lets_nobody_in(records: Records, invitation: str) -> None:
    records.add_person("Ana", Role.PATIENT, "invitation")

    assert records.check_invitation("Ana", invitation) is None


def test_an_invitation_of_an_unknown_name_lets_nobody_in(records: Records) -> None:
    assert records.check_invitation("nobody", "invitation") is None


def test_an_odd_invitation_still_lets_its_owner_in(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, "pass\ud800 \x00 é日本")

    assert records.check_invitation("Ana", "pass\ud800 \x00 é日本") == added


def test_the_choice_of_help_lines_is_kept_and_can_be_taken_back(scene: Scene) -> None:
    scene.records.set_region(scene.patient.id, "GB")
    chosen = scene.records.person(scene.patient.id)
    scene.records.set_region(scene.patient.id, None)

    assert chosen is not None
    assert chosen.region == "GB"
    assert scene.records.person(scene.patient.id) == scene.patient


def test_an_unknown_account_cannot_choose_help_lines(records: Records) -> None:
    with pytest.raises(NotAllowed):
        records.set_region("nobody", "GB")
