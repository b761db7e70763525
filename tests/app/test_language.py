"""A patient's pages before and around the conversation speak Spanish when their browser does."""

from __future__ import annotations

import pytest

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Role
from assistant.ui import current
from tests.app.house import House, words_of


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that asks for Spanish."""
    monkeypatch.setattr(current, "language", lambda: "es")


def test_after_the_end_of_a_session_the_page_says_so_in_spanish(house: House) -> None:
    house.sign_out()

    page = house.open()

    assert "Tu sesión está cerrada" in words_of(page)
    assert page.button(key="sign_in").label == "Iniciar sesión"


def test_a_patients_frame_is_spanish_and_staff_read_english(house: House) -> None:
    house.sign_in(Role.PATIENT, "ana")
    patient = house.open("patient/earlier.py")
    house.sign_in(Role.CLINICIAN, "dr")
    staff = house.open()

    assert not patient.exception
    assert "Conversaciones anteriores" in words_of(patient)
    assert "Todavía no hay nada" in words_of(patient)
    assert "Has entrado como ana" in words_of(patient)
    assert patient.button(key="sign_out").label == "Cerrar sesión"
    assert "Signed in as dr" in words_of(staff)


def test_what_breaks_is_said_in_spanish_with_the_help_lines(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RecordsUnavailable("no database")

    house.sign_in(Role.PATIENT, "ana")
    monkeypatch.setattr(current, "current_person", broken)

    page = house.open()

    assert "Algo falló por nuestra parte" in words_of(page)
