"""Tokens in browsers, hashes in the records."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.access.sessions import Sessions
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Person, Role
from assistant.domain.sessions import SessionRules, Way
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords


class Hall:
    """Sessions of two copies of the program over one database."""

    def __init__(self) -> None:
        self.records, self.clock = MemoryRecords(), SteppedClock()
        self.here, self.there = (Sessions(lambda: self.records, SessionRules(), self.clock) for _ in range(2))

    def person(self, role: Role) -> Person:
        return self.records.add_person(role.value, role, invited("x"))


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_every_copy_of_the_program_finds_the_session(hall: Hall) -> None:
    ana = hall.person(Role.PATIENT)

    token = hall.here.open(ana, Way.LOCAL)

    found = hall.there.find(token)
    assert found is not None
    assert found.person == ana


@pytest.mark.parametrize("token", ["", "made-up", "\ud800", "x" * 100_000], ids=["empty", "made-up", "odd", "long"])
def test_a_token_that_nobody_was_given_finds_nothing(hall: Hall, token: str) -> None:
    hall.here.open(hall.person(Role.PATIENT), Way.LOCAL)

    assert hall.here.find(token) is None


def test_what_somebody_does_keeps_the_session_and_a_refresh_does_not(hall: Hall) -> None:
    staff = hall.person(Role.CLINICIAN)
    used, watched = hall.here.open(staff, Way.LOCAL), hall.here.open(staff, Way.LOCAL)

    for _ in range(4):
        hall.clock.advance(minutes=10)
        hall.here.find(used, used=True)
        hall.here.find(watched)

    assert hall.here.find(used) is not None
    assert hall.here.find(watched) is None


def test_a_provider_may_end_the_session_earlier(hall: Hall) -> None:
    token = hall.here.open(hall.person(Role.CLINICIAN), Way.PROVIDER, hall.clock.now() + timedelta(seconds=5))

    hall.clock.advance(seconds=6)

    assert hall.here.find(token) is None


def test_a_closed_session_is_closed_everywhere(hall: Hall) -> None:
    token = hall.here.open(hall.person(Role.PATIENT), Way.LOCAL)
    hall.there.find(token)

    hall.here.close(token)

    assert hall.there.find(token) is None


def test_while_the_records_are_away_a_patient_who_was_here_stays_until_the_session_ends(hall: Hall) -> None:
    token = hall.here.open(hall.person(Role.PATIENT), Way.LOCAL)
    hall.here.find(token)
    hall.records.down = True

    stays = hall.here.find(token)
    hall.clock.advance(hours=13)

    assert stays is not None
    assert hall.here.find(token) is None


def test_while_the_records_are_away_staff_and_strangers_are_not_let_in(hall: Hall) -> None:
    staff = hall.here.open(hall.person(Role.CLINICIAN), Way.LOCAL)
    patient = hall.here.open(hall.person(Role.PATIENT), Way.LOCAL)
    hall.here.find(staff)
    hall.records.down = True

    for place, token in ((hall.here, staff), (hall.there, patient), (hall.here, "made-up")):
        with pytest.raises(RecordsUnavailable):
            place.find(token)


def test_a_session_seen_as_ended_does_not_come_back_when_the_records_go_away(hall: Hall) -> None:
    ana = hall.person(Role.PATIENT)
    token = hall.here.open(ana, Way.LOCAL)
    hall.here.find(token)
    hall.records.set_active(ana.id, False, "admin", hall.clock.now())
    hall.here.find(token)
    hall.records.down = True

    with pytest.raises(RecordsUnavailable):
        hall.here.find(token)


def test_closing_a_session_while_the_records_are_away_puts_this_browser_out_here(hall: Hall) -> None:
    token = hall.here.open(hall.person(Role.PATIENT), Way.LOCAL)
    hall.here.find(token)
    hall.records.down = True

    with pytest.raises(RecordsUnavailable):
        hall.here.close(token)

    with pytest.raises(RecordsUnavailable):
        hall.here.find(token)
