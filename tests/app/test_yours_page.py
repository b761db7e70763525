"""The page on which patients take along, correct, or ask for the deletion of what is kept of them."""

from __future__ import annotations

from assistant.domain.cases import Severity
from assistant.domain.people import Role
from tests.app.house import House, words_of


def test_a_patient_with_conversations_can_download_them(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    empty = house.open("patient/yours.py")
    house.told(patient, house.cited_reply())

    page = house.open("patient/yours.py")

    assert not page.exception
    assert len(empty.get("download_button")) == 0
    assert [button.proto.label for button in page.get("download_button")] == [
        "Download to read",
        "Download for another program (JSON)",
    ]


def test_asking_for_deletion_opens_a_case_that_pages_nobody(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.open("patient/yours.py")
    assert page.button(key="ask_deletion").disabled

    page.checkbox(key="sure").check().run()
    page.button(key="ask_deletion").click().run()

    (case,) = house.records.cases()
    assert not page.exception
    assert case.severity is Severity.TEAM_QUESTION
    assert house.sender.sent == []
    assert "Your care team has been asked" in words_of(page)
    (exchange,) = house.records.exchanges_of(case.conversation_id)
    assert "delete my conversations" in exchange.message.text


def test_a_correction_is_passed_on_in_the_patients_words(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.open("patient/yours.py")

    page.text_area(key="wrong").set_value("I never said that I live alone.")
    page.button(key="send_correction").click().run()

    (case,) = house.records.cases()
    (exchange,) = house.records.exchanges_of(case.conversation_id)
    assert not page.exception
    assert "I never said that I live alone." in exchange.message.text
    assert case.severity is Severity.TEAM_QUESTION


def test_danger_in_a_correction_is_found_like_anywhere_else(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.open("patient/yours.py")

    page.text_area(key="wrong").set_value("I want to kill myself tonight")
    page.button(key="send_correction").click().run()

    assert house.records.cases()[0].severity is Severity.IMMINENT
    assert not page.exception
