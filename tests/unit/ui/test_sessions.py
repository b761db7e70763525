from datetime import timedelta

from assistant.domain.people import Person, Role
from assistant.ui.sessions import IDLE, Sessions
from tests.fakes.clock import START

PATIENT = Person("p1", "patient-one", Role.PATIENT)


def test_the_token_finds_the_person_who_signed_in() -> None:
    sessions = Sessions()

    token = sessions.open(PATIENT, START)

    found = sessions.find(token, START)
    assert found is not None
    assert found.person is PATIENT


def test_the_token_itself_is_not_kept() -> None:
    sessions = Sessions()

    token = sessions.open(PATIENT, START)

    assert token not in repr(sessions._by_hash)


def test_a_token_that_nobody_was_given_finds_nothing() -> None:
    sessions = Sessions()
    sessions.open(PATIENT, START)

    assert sessions.find("made-up", START) is None
    assert sessions.find("", START) is None


def test_a_closed_session_is_found_no_more() -> None:
    sessions = Sessions()
    token = sessions.open(PATIENT, START)

    sessions.close(token)

    assert sessions.find(token, START) is None


def test_a_session_ends_after_a_long_time_without_use() -> None:
    sessions = Sessions()
    token = sessions.open(PATIENT, START)

    assert sessions.find(token, START + IDLE + timedelta(seconds=1)) is None
    assert sessions.find(token, START) is None


def test_using_a_session_keeps_it_open() -> None:
    sessions = Sessions()
    token = sessions.open(PATIENT, START)
    sessions.find(token, START + IDLE)

    assert sessions.find(token, START + IDLE + IDLE) is not None
