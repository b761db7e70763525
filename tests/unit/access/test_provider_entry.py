"""Who is let in through the clinic's provider, and as what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.access.provider_entry import NO_ROLE, OTHER, OVER, SEVERAL, ProviderEntry
from assistant.domain.errors import NotAllowed
from assistant.domain.identity import Identity
from assistant.domain.people import Role
from assistant.domain.said import Said
from tests.fakes.clock import START, SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords

DOCTOR = Identity("subject", "doc@clinic.example", ("staff", "Clinician"), True, START + timedelta(hours=1))


class NoProvider:
    """IdentityProvider that nobody asks."""

    def begin(self) -> tuple[str, str]:
        raise AssertionError

    def finish(self, sealed: str, address: str) -> Identity:
        raise AssertionError

    def leave(self) -> str | None:
        raise AssertionError


@pytest.fixture
def records() -> MemoryRecords:
    return MemoryRecords()


def _entry(records: MemoryRecords, *, claim: bool = True) -> ProviderEntry:
    return ProviderEntry(lambda: records, NoProvider(), SteppedClock(), role_from_claim=claim)


def _refused(records: MemoryRecords, identity: Identity, *, claim: bool = True) -> str:
    with pytest.raises(NotAllowed) as caught:
        _entry(records, claim=claim).admit(identity)
    return str(caught.value)


def test_the_first_sign_in_makes_the_account_with_the_role_of_the_claim(records: MemoryRecords) -> None:
    person = _entry(records).admit(DOCTOR)

    assert (person.name, person.role, person.invited) == ("doc@clinic.example", Role.CLINICIAN, False)
    assert _entry(records).admit(DOCTOR).id == person.id


def test_a_new_address_is_still_the_same_person(records: MemoryRecords) -> None:
    person = _entry(records).admit(DOCTOR)

    assert _entry(records).admit(replace(DOCTOR, name="married@clinic.example")).id == person.id


def test_another_role_in_the_claim_is_another_role_here(records: MemoryRecords) -> None:
    _entry(records).admit(DOCTOR)

    assert _entry(records).admit(replace(DOCTOR, roles=("admin",))).role is Role.ADMIN


@pytest.mark.parametrize(("roles", "said"), [((), NO_ROLE), (("staff",), NO_ROLE), (("admin", "clinician"), SEVERAL)])
def test_nobody_is_let_in_without_exactly_one_role(records: MemoryRecords, roles: tuple[str, ...], said: Said) -> None:
    assert _refused(records, replace(DOCTOR, roles=roles)) == said.en
    assert records.people() == ()


def test_without_a_role_claim_the_admins_accounts_decide(records: MemoryRecords) -> None:
    assert _refused(records, DOCTOR, claim=False) == NO_ROLE.en
    made = records.add_person(DOCTOR.name, Role.EVALUATOR, invited("x"))

    assert _entry(records, claim=False).admit(DOCTOR).id == made.id


def test_an_address_that_nobody_confirmed_takes_over_no_account(records: MemoryRecords) -> None:
    records.add_person(DOCTOR.name, Role.ADMIN, invited("x"))

    assert _refused(records, replace(DOCTOR, verified=False), claim=False) == OTHER.en


def test_an_account_that_is_linked_is_nobody_elses(records: MemoryRecords) -> None:
    _entry(records).admit(DOCTOR)

    assert "somebody else's" in _refused(records, replace(DOCTOR, subject_hash="another"))


def test_a_disabled_account_stays_out(records: MemoryRecords) -> None:
    person = _entry(records).admit(DOCTOR)
    records.set_active(person.id, False, "admin", START)

    assert _refused(records, DOCTOR) == NO_ROLE.en


def test_an_expired_token_lets_nobody_in(records: MemoryRecords) -> None:
    assert _refused(records, replace(DOCTOR, expires_at=START)) == OVER.en
