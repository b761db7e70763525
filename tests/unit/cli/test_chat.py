"""`kap chat`: one stored turn of a patient."""

from __future__ import annotations

import pytest

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Role
from tests.fakes.invitations import invited
from tests.fakes.stage import Stage
from tests.unit.cli.conftest import Kap


def chat(kap: Kap, message: str, *more: str) -> dict[str, object]:
    ran = kap("chat", "--as", "pat", "--message", message, "--json", *more)
    assert ran.code == 0
    (row,) = ran.rows
    return row


def test_a_turn_is_stored_and_printed_as_ask_plus_case_and_alert(kap: Kap, stage: Stage) -> None:
    row = chat(kap, "I want to die")

    assert list(row)[-3:] == ["ms", "case", "alert_status"]
    assert (row["route"], row["alert_status"]) == ("crisis", "queued")
    assert [case.id for case in stage.records.cases()] == [row["case"]]


def test_a_question_has_no_case(kap: Kap, stage: Stage) -> None:
    row = chat(kap, "Is it normal to feel raw?")

    assert (row["case"], row["alert_status"]) == (None, "none")


def test_the_next_message_goes_on_in_the_same_conversation(kap: Kap, stage: Stage) -> None:
    chat(kap, "one")
    chat(kap, "two")

    assert [e.message.text for e in stage.records.exchanges_of(stage.conversation.id)] == ["one", "two"]


def test_a_new_conversation_can_be_started(kap: Kap, stage: Stage) -> None:
    chat(kap, "one", "--new")

    assert len(stage.records.conversations_of(stage.patient.id)) == 2


def test_for_a_person_the_reply_is_printed_plain(kap: Kap, stage: Stage) -> None:
    ran = kap("chat", "--as", "pat", "--message", "Is it normal to feel raw?")

    assert ran.out.startswith("Many people feel raw. [1]\n")


@pytest.mark.parametrize("name", ["nobody", "dr"])
def test_only_a_patient_account_can_chat(kap: Kap, stage: Stage, name: str) -> None:
    stage.records.add_person("dr", Role.CLINICIAN, invited())

    ran = kap("chat", "--as", name, "--message", "hello", "--json")

    assert (ran.code, ran.out) == (1, "")
    assert "kap users add" in ran.err


def test_a_turn_that_could_not_be_stored_prints_the_help_and_fails(kap: Kap, stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("full")

    ran = kap("chat", "--as", "pat", "--message", "I want to die", "--json")

    assert ran.code == 1
    (row,) = ran.rows
    assert row["route"] == "crisis"
    assert "nobody has been told" in row["text"]


def test_a_message_of_lone_surrogates_is_stored_with_replacement_marks(kap: Kap, stage: Stage) -> None:
    chat(kap, "raw \udcff")

    (exchange,) = stage.records.exchanges_of(stage.conversation.id)
    assert exchange.message.text == "raw ?"
