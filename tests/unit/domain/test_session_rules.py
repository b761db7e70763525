"""When a session ends, and how long wrong tries wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.people import Person, Role
from assistant.domain.sessions import FREE_TRIES, Session, SessionRules, Way, locked_until
from tests.fakes.clock import START

RULES = SessionRules()


def _session(role: Role, **changed: object) -> Session:
    person = Person("p", "ana", role, invited=False)
    return replace(Session(person, Way.LOCAL, START, START, RULES.ends_at(role, START)), **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "idle"), [(Role.CLINICIAN, 30), (Role.ADMIN, 30), (Role.EVALUATOR, 30), (Role.PATIENT, 720)]
)
def test_a_session_lives_as_long_as_it_is_used_often_enough(role: Role, idle: int) -> None:
    session = _session(role, ends_at=START + timedelta(days=30))

    assert RULES.alive(session, START + timedelta(minutes=idle))
    assert not RULES.alive(session, START + timedelta(minutes=idle, seconds=1))


@pytest.mark.parametrize(("role", "hours"), [(Role.CLINICIAN, 12), (Role.PATIENT, 168)])
def test_a_session_ends_in_the_end_however_much_it_is_used(role: Role, hours: int) -> None:
    last = START + timedelta(hours=hours)

    assert RULES.alive(_session(role, seen_at=last), last - timedelta(seconds=1))
    assert not RULES.alive(_session(role, seen_at=last), last)


def test_a_provider_can_end_a_session_earlier_and_never_later() -> None:
    soon, late = START + timedelta(minutes=5), START + timedelta(days=400)

    assert RULES.ends_at(Role.CLINICIAN, START, soon) == soon
    assert RULES.ends_at(Role.CLINICIAN, START, late) == START + timedelta(hours=12)


def test_the_session_of_a_disabled_account_does_not_count() -> None:
    session = _session(Role.PATIENT)

    assert not RULES.alive(replace(session, person=replace(session.person, active=False)), START)


@pytest.mark.parametrize(
    ("way", "invited", "due"),
    [(Way.LOCAL, True, True), (Way.LOCAL, False, False), (Way.DEMO, True, False), (Way.PROVIDER, True, False)],
)
def test_only_a_local_account_without_a_password_must_choose_one(way: Way, invited: bool, due: bool) -> None:
    session = _session(Role.PATIENT, way=way)

    assert replace(session, person=replace(session.person, invited=invited)).password_due is due


def test_a_few_wrong_tries_make_nobody_wait() -> None:
    assert [locked_until(tries, START) for tries in range(FREE_TRIES)] == [None] * FREE_TRIES


def test_each_further_try_doubles_the_wait_up_to_an_hour() -> None:
    waits = [locked_until(tries, START) for tries in range(FREE_TRIES, FREE_TRIES + 10)]
    seconds = [int((wait - START).total_seconds()) for wait in waits if wait]

    assert seconds == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
