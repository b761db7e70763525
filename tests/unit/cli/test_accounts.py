"""`kap users`, `kap cases`, `kap audit`, `kap worker`."""

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
    person = stage.records.check_invitation("ana", invitation)
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
    assert kap("users", "list").out == "pat\tpatient\tactive\n"


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


def test_an_intact_audit_trail_says_how_many_rows_were_checked(kap: Kap, stage: Stage) -> None:
    kap("users", "add", "ana", "--role", "patient")

    ran = kap("audit", "verify")

    assert (ran.code, ran.out) == (0, "intact: 1 rows\n")


def test_a_changed_audit_trail_fails_and_says_where(kap: Kap, stage: Stage) -> None:
    for name in ("ana", "ben"):
        kap("users", "add", name, "--role", "patient")
    del stage.records.trail.rows[0]

    ran = kap("audit", "verify")

    assert (ran.code, ran.out) == (1, "")
    assert "Row 1" in ran.err


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
