"""`kap users`, `kap cases`, `kap worker`."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.domain.people import Role
from tests.fakes.memory_audit import AuditRow
from tests.fakes.stage import URL, Stage
from tests.unit.cli.conftest import Kap


def test_adding_an_account_prints_the_invitation_and_nothing_else(kap: Kap, stage: Stage) -> None:
    ran = kap("users", "add", "ana", "--role", "patient")

    assert (ran.code, ran.err) == (0, "")
    (invitation,) = ran.out.splitlines()
    person = stage.records.check_secret("ana", invitation)
    assert person is not None
    assert person.role is Role.PATIENT


def test_the_account_can_chat_at_once(kap: Kap, stage: Stage) -> None:
    kap("users", "add", "ana", "--role", "patient")

    assert kap("chat", "--as", "ana", "--message", "raw?", "--json").code == 0


def test_adding_an_account_is_audited_under_the_operating_systems_user(kap: Kap, stage: Stage) -> None:
    kap("users", "add", "ana", "--role", "clinician")

    row: AuditRow = stage.records.trail.rows[-1]
    assert row.action == "user_added"
    assert row.actor.startswith("os:")


def test_a_name_that_is_taken_is_refused(kap: Kap, stage: Stage) -> None:
    ran = kap("users", "add", "pat", "--role", "patient")

    assert (ran.code, ran.out) == (1, "")
    assert "taken" in ran.err


@pytest.mark.parametrize("name", ["", "  ", "a\tb", "a\nb", "\u202eana", "\x1b[31m"], ids=repr)
def test_a_name_that_cannot_be_shown_is_refused(kap: Kap, stage: Stage, name: str) -> None:
    ran = kap("users", "add", name, "--role", "patient")

    assert (ran.code, ran.out) == (1, "")
    assert stage.records.person_named(name) is None


def test_an_unknown_role_is_refused(kap: Kap, stage: Stage) -> None:
    assert kap("users", "add", "ana", "--role", "doctor").code == 2


def test_accounts_are_listed(kap: Kap, stage: Stage) -> None:
    kap("users", "add", "dr-a", "--role", "clinician", "--team", "North", "--team", "south")

    assert kap("users", "list").out == "dr-a\tclinician\tactive\tnorth,south\npat\tpatient\tactive\tdefault\n"


def test_a_disabled_account_is_let_in_again_when_it_is_enabled(kap: Kap, stage: Stage) -> None:
    kap("users", "disable", "pat")
    disabled = stage.records.person_named("pat")
    kap("users", "enable", "pat")
    enabled = stage.records.person_named("pat")

    assert disabled is not None
    assert enabled is not None
    assert (disabled.active, enabled.active) == (False, True)


def test_a_reset_prints_a_new_invitation_and_the_old_one_is_worth_nothing(kap: Kap, stage: Stage) -> None:
    old = kap("users", "add", "ana", "--role", "patient").out.strip()

    new = kap("users", "reset", "ana").out.strip()

    assert stage.records.check_secret("ana", old) is None
    assert stage.records.check_secret("ana", new) is not None


def test_a_patient_moves_to_another_care_team(kap: Kap, stage: Stage) -> None:
    ran = kap("users", "team", "pat", "north")

    moved = stage.records.person_named("pat")
    assert (ran.code, ran.out) == (0, "")
    assert moved is not None
    assert moved.teams == ("north",)


def test_a_staff_account_gets_another_role(kap: Kap, stage: Stage) -> None:
    kap("users", "add", "eve", "--role", "evaluator")

    kap("users", "role", "eve", "admin")

    changed = stage.records.person_named("eve")
    assert changed is not None
    assert changed.role is Role.ADMIN


@pytest.mark.parametrize(
    "command",
    [
        ("disable", "nobody"),
        ("enable", "nobody"),
        ("reset", "nobody"),
        ("team", "nobody", "a"),
        ("role", "nobody", "admin"),
    ],
    ids=lambda command: command[0],
)
def test_an_unknown_account_is_one_clear_line(kap: Kap, stage: Stage, command: tuple[str, ...]) -> None:
    ran = kap("users", *command)

    assert (ran.code, ran.out) == (1, "")
    assert "kap users list" in ran.err


@pytest.mark.parametrize(
    "command",
    [("disable", "pat"), ("enable", "pat"), ("reset", "pat"), ("team", "pat", "north")],
    ids=lambda command: command[0],
)
def test_every_change_of_an_account_is_audited(kap: Kap, stage: Stage, command: tuple[str, ...]) -> None:
    kap("users", *command)

    row: AuditRow = stage.records.trail.rows[-1]
    assert row.action.startswith("user_")
    assert row.actor.startswith("os:")


def test_cases_are_one_json_array(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")

    (case,) = json.loads(kap("cases", "list", "--json").out)

    assert (case["patient"], case["severity"], case["state"]) == ("pat", "elevated", "open")
    assert case["signals"][0]["excerpt"] == "w"
    assert case["alert_status"] == "queued"


def test_a_case_about_staff_is_not_listed_not_even_to_the_operating_system_user(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")
    (case,) = stage.records.cases()
    stage.records._cases[case.id] = replace(case, restricted=True)

    assert kap("cases", "list", "--json", "--all").out == "[]\n"
    assert kap("cases", "list").out == ""


def test_without_cases_it_is_an_empty_array(kap: Kap, stage: Stage) -> None:
    assert kap("cases", "list", "--json").out == "[]\n"


def test_reading_the_queue_is_audited(kap: Kap, stage: Stage) -> None:
    kap("cases", "list", "--json")

    assert stage.records.trail.rows[-1].action == "cases_listed"


def test_cases_are_one_line_each_for_a_person(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")

    (line,) = kap("cases", "list").out.splitlines()
    assert line.startswith("elevated")


def test_the_worker_delivers_due_alerts_once_and_stops(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")

    ran = kap("worker", "--once")

    assert ran.code == 0
    assert stage.sender.urls == [URL]
    assert "delivered 1" in ran.err


def test_the_worker_finishes_a_turn_that_a_crash_cut_short(kap: Kap, stage: Stage) -> None:
    stage.received_only("I want to die")
    stage.clock.advance(minutes=1)

    kap("worker", "--once")

    assert len(stage.records.cases()) == 1
    assert stage.sender.urls == [URL]


def test_the_worker_fails_when_the_records_are_down(kap: Kap, stage: Stage) -> None:
    stage.records.down = True

    ran = kap("worker", "--once")

    assert ran.code == 1
    assert ran.err.startswith("kap: ")
