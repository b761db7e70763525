"""What LibraryRecords promises: decisions are kept for good with their text, and use is counted without names."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import Severity
from assistant.domain.errors import NotAllowed
from assistant.domain.people import DEFAULT_TEAM, Person, Role
from assistant.domain.replies import Reply
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from assistant.domain.vetting import Cited, Decision, LedgerEntry, sha256_of
from assistant.ports import Records
from tests.contract.scenes import REPLY, WITHDRAWAL, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited

TEXT = "---\nid: driving\n---\nDo not drive today. ¿Y mañana? \x00\n"
NOTHING = Reply("I do not know.", Route.CANNOT_ANSWER, Tier.NONE, "fixed_text", "cannot-answer.v1", "v")
HOUR = timedelta(hours=1)
TEAMS = (DEFAULT_TEAM,)


@pytest.fixture
def clinician(records: Records) -> Person:
    return records.add_person("Dr Núñez", Role.CLINICIAN, invited())


def entry(person: Person, clock: SteppedClock, decision: Decision = Decision.APPROVED, text: str = TEXT) -> LedgerEntry:
    return LedgerEntry(
        uuid.uuid4().hex, "driving", decision, sha256_of(text), person.id, person.name, clock.now(), "Read it twice."
    )


def test_decisions_come_back_exactly_in_the_order_they_were_made(
    records: Records, clinician: Person, clock: SteppedClock
) -> None:
    made = [entry(clinician, clock, decision) for decision in Decision]
    for one in made:
        assert records.decide(one, TEXT, by=clinician.id)

    assert records.ledger() == tuple(made)
    assert records.ledger_size() == len(made)


def test_the_text_that_was_read_is_kept_to_the_last_sign(
    records: Records, clinician: Person, clock: SteppedClock
) -> None:
    records.decide(entry(clinician, clock), TEXT, by=clinician.id)

    assert records.text_read(sha256_of(TEXT)) == TEXT
    assert records.text_read(sha256_of("something else")) is None


def test_a_decision_is_audited_with_it_and_once(records: Records, clinician: Person, clock: SteppedClock) -> None:
    one = entry(clinician, clock)

    assert [records.decide(one, TEXT, by="os:ana"), records.decide(one, TEXT, by="os:ana")] == [True, False]
    assert records.ledger() == (one,)
    assert records.verify_audit() == (2, None)


def test_a_text_that_is_not_the_one_decided_about_is_refused(
    records: Records, clinician: Person, clock: SteppedClock
) -> None:
    with pytest.raises(NotAllowed):
        records.decide(entry(clinician, clock), TEXT + " ", by=clinician.id)

    assert (records.ledger_size(), records.verify_audit()) == (0, (1, None))


@pytest.mark.parametrize("role", [Role.PATIENT, Role.EVALUATOR, Role.ADMIN])
def test_nobody_but_a_clinician_decides(records: Records, clock: SteppedClock, role: Role) -> None:
    person = records.add_person("Somebody", role, invited())

    with pytest.raises(NotAllowed):
        records.decide(entry(person, clock), TEXT, by=person.id)

    assert records.ledger_size() == 0


def test_an_account_that_does_not_exist_decides_nothing(records: Records, clock: SteppedClock) -> None:
    with pytest.raises(NotAllowed):
        records.decide(entry(Person("nobody", "Nobody", Role.CLINICIAN), clock), TEXT, by="os:root")

    assert records.ledger_size() == 0


def test_citations_are_counted_once_a_reply_and_by_patient(scene: Scene) -> None:
    other = Scene.of(scene.records, scene.clock)
    twice = replace(REPLY, citations=(*REPLY.citations, REPLY.citations[0]))
    for one in (scene, scene, other):
        one.records.record(one.turn(reply=twice))

    counts = scene.records.citation_counts(scene.clock.now() - HOUR)

    assert counts == {"after-a-session#feeling-raw": Cited(3, 2), "other#part": Cited(3, 2)}


def test_citations_before_the_day_asked_for_are_not_counted(scene: Scene) -> None:
    scene.record()

    assert scene.records.citation_counts(scene.clock.advance(hours=1)) == {}


def test_questions_that_found_nothing_come_newest_first_and_no_others(scene: Scene) -> None:
    since = scene.clock.now()
    for words, reply in (("first", NOTHING), ("answered", REPLY), ("second", NOTHING), ("third", NOTHING)):
        scene.records.record(scene.turn(message=scene.received(words), reply=reply))
        scene.clock.advance(minutes=1)

    found = scene.records.found_nothing(TEAMS, since, 2)

    assert [message.text for message in found] == ["third", "second"]
    assert scene.records.found_nothing(TEAMS, scene.clock.now(), 2) == ()


def test_another_care_teams_questions_are_not_among_them(scene: Scene) -> None:
    scene.records.record(scene.turn(reply=NOTHING))

    assert scene.records.found_nothing(("north",), scene.clock.now() - HOUR, 5) == ()


def test_a_message_that_is_kept_apart_is_not_among_them(scene: Scene) -> None:
    restricted = opening(Severity.ELEVATED, WITHDRAWAL, restricted=True)
    scene.records.record(scene.turn(restricted, reply=NOTHING))

    assert scene.records.found_nothing(TEAMS, scene.clock.now() - HOUR, 5) == ()
