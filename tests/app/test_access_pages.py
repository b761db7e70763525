"""The pages that only exist because not everybody may see everything."""

from __future__ import annotations

import pytest

from assistant.domain.people import Role
from tests.app.house import CRISIS, House, keys_of, words_of

REASON = "Their own team is away and they wrote of danger"


def _patient_of_another_team(house: House) -> str:
    patient = house.sign_in(Role.PATIENT, "far-patient")
    house.records.set_teams(patient.id, ("south",), "admin", house.clock.now())
    house.sign_in(Role.PATIENT, "far-patient")
    house.ask(CRISIS)
    return house.records.cases()[0].id


def test_a_case_of_another_team_opens_neither_from_the_queue_nor_by_its_link(house: House) -> None:
    case_id = _patient_of_another_team(house)
    house.sign_in(Role.CLINICIAN)

    queue = house.open()
    queue.query_params["case"] = case_id
    page = queue.switch_page("assistant/ui/clinician/case.py").run()

    assert f"open_{case_id}" not in keys_of(queue)
    assert "far-patient" not in words_of(page)
    assert "kill myself" not in words_of(page)
    assert house.records.cases()[0].seen_at is None


def test_breaking_the_glass_needs_a_reason_and_then_opens_the_case(house: House) -> None:
    case_id = _patient_of_another_team(house)
    house.sign_in(Role.CLINICIAN)
    page = house.open("clinician/break_glass.py")

    page.text_input(key="glass_name").set_value("far-patient")
    page.button(key="glass_open").click().run()
    refused = words_of(page)
    page.text_area(key="glass_reason").set_value(REASON)
    page.button(key="glass_open").click().run()

    assert "Write in a sentence" in refused
    assert not page.exception
    assert f"glass_to_{case_id}" in keys_of(page)
    assert [row.action for row in house.records.trail.rows].count("glass_broken") == 1


def _admin(house: House) -> None:
    house.sign_in(Role.PATIENT, "ana")
    house.sign_in(Role.ADMIN, "root")


def test_an_admin_adds_an_account_and_sees_its_invitation_once(house: House) -> None:
    _admin(house)
    page = house.open()

    page.text_input(key="add_name").set_value("dr-new")
    page.selectbox(key="add_role").set_value(Role.CLINICIAN)
    page.text_input(key="add_team").set_value("north, south")
    page.button(key="add_go").click().run()
    (shown,) = [element.value for element in page.code]
    page.run()

    added = house.records.check_secret("dr-new", shown)
    assert added is not None
    assert (added.role, added.teams) == (Role.CLINICIAN, ("north", "south"))
    assert not page.code


@pytest.mark.parametrize(
    ("button", "action"), [("disable", "user_disabled"), ("reset", "user_reset"), ("move", "user_team_default")]
)
def test_what_an_admin_changes_is_done_and_audited_in_their_name(house: House, button: str, action: str) -> None:
    _admin(house)
    ana, root = house.records.person_named("ana"), house.records.person_named("root")
    assert ana is not None
    assert root is not None
    page = house.open()

    page.button(key=f"{button}_{ana.id}").click().run()

    row = house.records.trail.rows[-1]
    assert not page.exception
    assert (row.actor, row.action, row.subject) == (root.id, action, ana.id)


def test_a_button_of_a_page_left_open_does_nothing_once_the_admin_is_none_any_more(house: House) -> None:
    _admin(house)
    ana, root = house.records.person_named("ana"), house.records.person_named("root")
    assert ana is not None
    assert root is not None
    page = house.open()
    house.records.set_role(root.id, Role.EVALUATOR, "other-admin", house.clock.now())

    page.button(key=f"disable_{ana.id}").click().run()

    still = house.records.person(ana.id)
    assert still is not None
    assert still.active


def test_an_admin_reads_who_broke_the_glass_and_why(house: House) -> None:
    _patient_of_another_team(house)
    doctor = house.sign_in(Role.CLINICIAN, "doctor")
    house.engine.access.break_glass.open(doctor, "far-patient", REASON)
    house.sign_in(Role.ADMIN)

    assert REASON in words_of(house.open())
