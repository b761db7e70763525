"""What PeopleRecords promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ports import Records
from tests.contract.scenes import Scene, opening
from tests.fakes.clock import START
from tests.fakes.invitations import invited


def test_an_added_person_is_found_by_name_and_by_id(records: Records) -> None:
    added = records.add_person("Ana Núñez", Role.PATIENT, invited())

    assert added == Person(
        added.id, "Ana Núñez", Role.PATIENT, active=True, region=None, invitation_ends_at=invited().ends_at
    )
    assert records.person_named("Ana Núñez") == added
    assert records.person(added.id) == added


def test_making_an_account_is_audited_with_it(records: Records) -> None:
    records.add_person("Ana", Role.PATIENT, invited())
    with pytest.raises(NotAllowed):
        records.add_person("Ana", Role.PATIENT, invited())

    assert records.verify_audit() == (1, None)


def test_an_invitation_ends_at_its_time_and_a_new_one_has_a_new_time(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, invited(days=14))
    records.reset_invitation(added.id, invited(days=30))

    assert not added.invitation_over(START + timedelta(days=14, microseconds=-1))
    assert added.invitation_over(START + timedelta(days=14))
    assert not _again(records, added).invitation_over(START + timedelta(days=14))
    assert _again(records, added).invitation_over(START + timedelta(days=30))


def test_a_chosen_password_does_not_end(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, invited(days=14))
    records.set_password(added.id, "one long password", START)

    assert not _again(records, added).invitation_over(START + timedelta(days=3650))
    assert _again(records, added).invitation_ends_at is None


def test_nobody_is_found_under_an_unknown_name_or_id(records: Records) -> None:
    assert records.person_named("nobody") is None
    assert records.person("nobody") is None


def test_a_taken_name_is_refused_and_the_first_account_stays(records: Records) -> None:
    first = records.add_person("Ana", Role.PATIENT, invited("first"))

    with pytest.raises(NotAllowed):
        records.add_person("Ana", Role.CLINICIAN, invited("second"))

    assert records.check_secret("Ana", "first") == first
    assert records.check_secret("Ana", "second") is None


def test_people_are_listed_by_name_whatever_its_case(records: Records) -> None:
    for name in ("bea", "Ana", "carl", "Dora"):
        records.add_person(name, Role.PATIENT, invited("x"))

    assert [person.name for person in records.people()] == ["Ana", "bea", "carl", "Dora"]


def test_people_of_one_role_leave_out_the_others(records: Records) -> None:
    records.add_person("patient", Role.PATIENT, invited("x"))
    records.add_person("doctor", Role.CLINICIAN, invited("x"))

    assert [person.name for person in records.people(Role.CLINICIAN)] == ["doctor"]
    assert records.people(Role.ADMIN) == ()


@pytest.mark.parametrize("invitation", ["", "Invitation", "invitation ", "\x00", "\ud800"])
def test_a_wrong_invitation_lets_nobody_in(records: Records, invitation: str) -> None:
    records.add_person("Ana", Role.PATIENT, invited())

    assert records.check_secret("Ana", invitation) is None


def test_an_invitation_of_an_unknown_name_lets_nobody_in(records: Records) -> None:
    assert records.check_secret("nobody", "invitation") is None


def test_an_odd_invitation_still_lets_its_owner_in(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, invited("pass\ud800 \x00 é日本"))

    assert records.check_secret("Ana", "pass\ud800 \x00 é日本") == added


def test_the_choice_of_help_lines_is_kept_and_can_be_taken_back(scene: Scene) -> None:
    scene.records.set_region(scene.patient.id, "GB", START)
    chosen = scene.records.person(scene.patient.id)
    before, _ = scene.records.verify_audit()
    scene.records.set_region(scene.patient.id, None, START)

    assert chosen is not None
    assert chosen.region == "GB"
    assert scene.records.verify_audit() == (before + 1, None)
    assert scene.records.person(scene.patient.id) == scene.patient


def test_an_unknown_account_cannot_choose_help_lines(records: Records) -> None:
    with pytest.raises(NotAllowed):
        records.set_region("nobody", "GB", START)


def test_the_day_of_a_session_is_kept_audited_and_can_be_taken_back(scene: Scene) -> None:
    scene.records.set_session(scene.patient.id, START.date(), "dr-a", START)
    known = _again(scene.records, scene.patient)
    scene.records.set_session(scene.patient.id, None, "dr-a", START)

    assert known.session_on == START.date()
    assert _again(scene.records, scene.patient).session_on is None


def test_only_a_patient_has_a_session_day(records: Records) -> None:
    clinician = records.add_person("Bo", Role.CLINICIAN, invited("x"))

    for person_id in (clinician.id, "nobody"):
        with pytest.raises(NotAllowed):
            records.set_session(person_id, START.date(), "dr-a", START)


def _again(records: Records, person: Person) -> Person:
    found = records.person(person.id)
    assert found is not None
    return found


def test_everybody_belongs_to_the_default_team_unless_told_otherwise(records: Records) -> None:
    assert records.add_person("Ana", Role.PATIENT, invited("x")).teams == ("default",)


def test_a_clinician_may_belong_to_several_teams(records: Records) -> None:
    added = records.add_person("doctor", Role.CLINICIAN, invited("x"), ("North", "south", "north"))

    assert added.teams == ("north", "south")
    assert records.person_named("doctor") == added


@pytest.mark.parametrize("teams", [("a", "b"), ("no spaces",), ("",), ("x" * 41,), ("a,b",)], ids=repr)
def test_a_patient_is_not_added_to_what_is_no_single_team(records: Records, teams: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed):
        records.add_person("Ana", Role.PATIENT, invited("x"), teams)

    assert records.person_named("Ana") is None


def test_a_case_carries_the_team_that_its_patient_is_in_now(scene: Scene) -> None:
    scene.record(opening())
    before = scene.records.cases()[0].team

    scene.records.set_teams(scene.patient.id, ("north",), "admin", START)

    assert (before, scene.records.cases()[0].team) == ("default", "north")


def test_moving_an_account_is_audited(records: Records) -> None:
    added = records.add_person("doctor", Role.CLINICIAN, invited("x"))

    records.set_teams(added.id, ("north", "south"), "admin", START)

    assert _again(records, added).teams == ("north", "south")
    assert records.verify_audit() == (2, None)


def test_a_disabled_account_is_kept_and_lets_nobody_in(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, invited())

    records.set_active(added.id, False, "admin", START)
    shut = records.check_secret("Ana", "invitation")
    records.set_active(added.id, True, "admin", START)

    assert shut is None
    assert records.check_secret("Ana", "invitation") == added
    assert records.verify_audit() == (3, None)


def test_staff_get_another_role_and_lose_the_further_teams_that_only_clinicians_have(records: Records) -> None:
    added = records.add_person("doctor", Role.CLINICIAN, invited("x"), ("north", "south"))

    records.set_role(added.id, Role.ADMIN, "admin", START)

    assert (_again(records, added).role, _again(records, added).teams) == (Role.ADMIN, ("north",))


@pytest.mark.parametrize(("held", "wanted"), [(Role.PATIENT, Role.ADMIN), (Role.CLINICIAN, Role.PATIENT)])
def test_nobody_becomes_a_patient_or_stops_being_one(records: Records, held: Role, wanted: Role) -> None:
    added = records.add_person("Ana", held, invited("x"))

    with pytest.raises(NotAllowed):
        records.set_role(added.id, wanted, "admin", START)

    assert _again(records, added).role is held


def test_a_reset_makes_the_old_invitation_worthless(records: Records) -> None:
    added = records.add_person("Ana", Role.PATIENT, invited("old"))

    records.reset_invitation(added.id, invited("new"))

    assert records.check_secret("Ana", "old") is None
    assert records.check_secret("Ana", "new") == added


def test_nothing_changes_for_an_unknown_account_and_nothing_is_audited(records: Records) -> None:
    with pytest.raises(NotAllowed):
        records.set_active("nobody", False, "admin", START)
    with pytest.raises(NotAllowed):
        records.set_role("nobody", Role.ADMIN, "admin", START)
    with pytest.raises(NotAllowed):
        records.set_teams("nobody", ("a",), "admin", START)
    with pytest.raises(NotAllowed):
        records.reset_invitation("nobody", invited("x"))

    assert records.verify_audit() == (0, None)
