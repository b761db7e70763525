"""What sessions, passwords and tries to sign in promise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Person, Role
from assistant.domain.sessions import FREE_TRIES, Session, Way
from assistant.ports import Records
from tests.fakes.clock import START
from tests.fakes.invitations import invited

LATER = START + timedelta(hours=1)
END = START + timedelta(hours=12)


@pytest.fixture
def ana(records: Records) -> Person:
    return records.add_person("Ana", Role.CLINICIAN, invited())


def _open(records: Records, person: Person, token_hash: str = "t", ends_at: datetime = END) -> None:
    records.open_session(token_hash, person.id, Way.LOCAL, START, ends_at)


def test_a_session_is_found_with_its_account_as_it_is_now(records: Records, ana: Person) -> None:
    _open(records, ana)
    records.set_teams(ana.id, ("north",), "admin", START)

    assert records.session("t") == Session(replace(ana, team="north"), Way.LOCAL, START, START, END)


def test_an_unknown_session_is_none(records: Records, ana: Person) -> None:
    _open(records, ana)

    assert records.session("made-up") is None


def test_a_use_moves_only_forward(records: Records, ana: Person) -> None:
    _open(records, ana)
    records.touch_session("t", LATER)
    records.touch_session("t", START)
    records.touch_session("made-up", LATER)

    found = records.session("t")
    assert found is not None
    assert found.seen_at == LATER
    assert records.session("made-up") is None


def test_an_ended_session_is_gone_and_ending_it_again_is_harmless(records: Records, ana: Person) -> None:
    _open(records, ana)
    _open(records, ana, "other")
    records.end_session("t")
    records.end_session("t")

    assert records.session("t") is None
    assert records.session("other") is not None


def test_sessions_that_were_over_are_forgotten_when_the_next_one_opens(records: Records, ana: Person) -> None:
    _open(records, ana, "old", ends_at=START + timedelta(minutes=1))
    records.open_session("new", ana.id, Way.LOCAL, LATER, END)

    assert records.session("old") is None
    assert records.session("new") is not None


def test_nobody_has_a_session_who_has_no_account(records: Records) -> None:
    with pytest.raises(RecordsUnavailable):
        records.open_session("t", "nobody", Way.LOCAL, START, END)


def test_all_sessions_of_one_account_end_and_no_other(records: Records, ana: Person) -> None:
    other = records.add_person("Ben", Role.PATIENT, invited("x"))
    _open(records, ana, "a1")
    _open(records, ana, "a2")
    _open(records, other, "b")

    assert records.end_sessions_of(ana.id) == 2
    assert (records.session("a1"), records.session("a2")) == (None, None)
    assert records.session("b") is not None


def test_disabling_an_account_ends_its_sessions(records: Records, ana: Person) -> None:
    _open(records, ana)

    records.set_active(ana.id, False, "admin", START)

    assert records.session("t") is None


def test_another_role_ends_the_sessions(records: Records, ana: Person) -> None:
    _open(records, ana)

    records.set_role(ana.id, Role.EVALUATOR, "admin", START)

    assert records.session("t") is None


def test_a_reset_ends_the_sessions_and_waits_for_a_password_again(records: Records, ana: Person) -> None:
    records.set_password(ana.id, "one long password", START)
    _open(records, ana)

    records.reset_invitation(ana.id, invited("new"))

    assert records.session("t") is None
    assert records.check_secret("Ana", "one long password") is None
    assert records.check_secret("Ana", "new") == ana


def test_a_chosen_password_takes_the_place_of_the_invitation_and_ends_the_sessions(
    records: Records, ana: Person
) -> None:
    _open(records, ana)

    records.set_password(ana.id, "one long password", START)

    assert records.session("t") is None
    assert records.check_secret("Ana", "invitation") is None
    assert records.check_secret("Ana", "one long password") == replace(ana, invited=False, invitation_ends_at=None)
    assert records.verify_audit() == (2, None)


def test_a_password_works_from_any_keyboard(records: Records, ana: Person) -> None:
    records.set_password(ana.id, "caf\u00e9 de la plage", START)

    assert records.check_secret("Ana", "cafe\u0301 de la plage") is not None


def test_nobody_chooses_a_password_for_an_account_that_is_not_there(records: Records) -> None:
    with pytest.raises(NotAllowed):
        records.set_password("nobody", "one long password", START)


def test_after_a_few_tries_a_name_waits_whether_it_is_an_account_or_not(records: Records, ana: Person) -> None:
    for name in (ana.name, "nobody"):
        answers = [records.count_try(name, START) for _ in range(FREE_TRIES + 1)]

        assert answers == [None] * FREE_TRIES + [START + timedelta(seconds=30)]


def test_a_try_while_waiting_is_not_counted_and_the_next_one_waits_longer(records: Records) -> None:
    for _ in range(FREE_TRIES + 3):
        records.count_try("ana", START)
    after = START + timedelta(seconds=30)

    assert records.count_try("ana", after) is None
    assert records.count_try("ana", after) == after + timedelta(seconds=60)


def test_signing_in_starts_the_count_again_and_so_does_a_day(records: Records) -> None:
    for name in ("ana", "ben"):
        for _ in range(FREE_TRIES):
            records.count_try(name, START)
    records.forget_tries("ana")

    assert records.count_try("ana", START) is None
    assert records.count_try("ben", START) is not None
    assert records.count_try("ben", START + timedelta(days=1)) is None
    assert records.count_try("ben", START + timedelta(days=1)) is None


def test_tries_at_the_same_moment_are_counted_one_by_one(records: Records) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: records.count_try("ana", START), range(20)))

    assert answers.count(None) == FREE_TRIES


def test_a_subject_of_the_provider_signs_in_as_its_account_and_as_no_other(records: Records, ana: Person) -> None:
    other = records.add_person("Ben", Role.CLINICIAN, invited("x"))
    records.link_subject(ana.id, "s", START)
    records.link_subject(ana.id, "s", START)

    assert records.person_of_subject("s") == replace(ana, invited=False, invitation_ends_at=None)
    assert records.person_of_subject("another") is None
    for person_id, subject in ((other.id, "s"), (ana.id, "another"), ("nobody", "new")):
        with pytest.raises(NotAllowed):
            records.link_subject(person_id, subject, START)
