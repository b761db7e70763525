"""Cell by cell: which of the records each role may call, and on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.access.break_glass import BreakGlass
from assistant.access.guard import records_for
from assistant.access.record_rights import RIGHTS
from assistant.domain.cases import Case, Outcome, Review, Severity
from assistant.domain.clinic import Clinic
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.domain.queue import QueueView
from assistant.domain.risk import Concern
from assistant.ports import Records
from tests.contract.scenes import SUICIDE, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords

CLINIC = Clinic(safeguarding_lead="lead")
EVERY_METHOD = sorted({name for part in Records.__mro__ for name in vars(part) if not name.startswith("_")})
ACCUSES = replace(SUICIDE, rule="staff", concern=Concern.ABUSE)
REASON = "Their own team is away and they wrote of danger"


class House:
    """Two care teams, a patient of each with a case, and a case about staff."""

    def __init__(self) -> None:
        self.records, self.clock = MemoryRecords(), SteppedClock()
        self.north, self.south = (self._patient(team) for team in ("north", "south"))
        self.doctor = self.records.add_person("doctor", Role.CLINICIAN, invited("x"), ("north",))
        self.lead = self.records.add_person("lead", Role.CLINICIAN, invited("x"), ("west",))
        self.north_case, self.south_case = (
            self._case(scene, opening(Severity.ELEVATED, SUICIDE)) for scene in (self.north, self.south)
        )
        self.restricted = self._case(self.south, opening(Severity.ELEVATED, ACCUSES, restricted=True))
        self.glass = BreakGlass(lambda: self.records, self.clock)

    def as_(self, person: Person) -> Records:
        return records_for(person, self.records, CLINIC, self.clock)

    def _patient(self, team: str) -> Scene:
        scene = Scene.of(self.records, self.clock)
        self.records.set_teams(scene.patient.id, (team,), "admin", self.clock.now())
        return replace(scene, patient=replace(scene.patient, team=team))

    def _case(self, scene: Scene, made: Any) -> Case:
        recorded = scene.record(made)
        case = self.records.case(recorded.case_id or "")
        assert case is not None
        return case


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", EVERY_METHOD)
def test_what_the_table_does_not_name_nobody_may(house: House, role: Role, method: str) -> None:
    person = house.records.add_person(f"one-{role.value}", role, invited("x"))

    if method in RIGHTS[role]:
        assert callable(getattr(house.as_(person), method))
    else:
        with pytest.raises(NotAllowed):
            getattr(house.as_(person), method)


def test_the_table_names_only_what_there_is() -> None:
    assert not {name for rights in RIGHTS.values() for name in rights} - set(EVERY_METHOD)


def test_nobody_may_do_what_only_the_program_does() -> None:
    inner = {"receive", "record", "check_secret", "set_password", "open_session", "session", "unanswered", "due_alerts"}

    assert not {name for rights in RIGHTS.values() for name in rights} & inner


def test_an_evaluator_reads_no_records_at_all() -> None:
    assert RIGHTS[Role.EVALUATOR] == {}


def test_an_admin_reads_no_conversation_and_no_case() -> None:
    words = ("conversation", "exchange", "case", "queue", "care", "episode", "found_nothing", "lines")

    assert not [name for name in RIGHTS[Role.ADMIN] if any(word in name for word in words)]


def test_a_disabled_account_may_nothing(house: House) -> None:
    with pytest.raises(NotAllowed):
        house.as_(replace(house.doctor, active=False)).queue(QueueView())


def test_a_patient_reads_their_own_conversations_and_no_other(house: House) -> None:
    own, other = house.north, house.south
    records = house.as_(own.patient)

    assert records.conversation(own.conversation.id) == own.conversation
    assert records.exchanges_of(own.conversation.id)
    assert records.conversation(other.conversation.id) is None
    for forbidden in (
        lambda: records.exchanges_of(other.conversation.id),
        lambda: records.conversations_of(other.patient.id),
        lambda: records.start_conversation(other.patient.id, house.clock.now()),
        lambda: records.open_case_of(other.patient.id),
        lambda: records.open_episode(other.patient.id),
        lambda: records.care_of(other.patient.id),
        lambda: records.set_region(other.patient.id, "GB", house.clock.now()),
        lambda: records.person(other.patient.id),
        lambda: records.alert_status(house.south_case.id),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_a_clinicians_queue_holds_their_care_teams_only_whatever_the_page_asks(house: House) -> None:
    records = house.as_(house.doctor)
    asked = (QueueView(), QueueView(teams=("south",)), QueueView(teams=("north", "south"), restricted=True))

    shown = [[case.id for case in records.queue(view).cases] for view in asked]

    assert shown == [[house.north_case.id], [], [house.north_case.id]]
    assert records.waiting(None).standing == 1
    assert [case.id for case in records.cases()] == [house.north_case.id]


def test_a_case_of_another_team_is_not_there(house: House) -> None:
    records = house.as_(house.doctor)

    assert records.case(house.north_case.id) is not None
    assert records.case(house.south_case.id) is None
    assert records.cases_of(house.south.patient.id, 9) == ()
    assert records.person(house.south.patient.id) is None


def test_a_clinician_acts_on_no_case_of_another_team_and_in_nobody_elses_name(house: House) -> None:
    records, now = house.as_(house.doctor), house.clock.now()
    mine, theirs, me = house.north_case.id, house.south_case.id, house.doctor.id
    for forbidden in (
        lambda: records.claim(theirs, me, now),
        lambda: records.mark_seen(theirs, me, now),
        lambda: records.review(Review(theirs, me, Outcome.FALSE_ALARM, "", now)),
        lambda: records.exchanges_of(house.south.conversation.id),
        lambda: records.set_contact(house.south.patient.id, "", "", me, now),
        lambda: records.claim(mine, house.lead.id, now),
        lambda: records.review(Review(mine, house.lead.id, Outcome.FALSE_ALARM, "", now)),
        lambda: records.audit(house.lead.id, "case_read", mine, now),
        records.people,
    ):
        with pytest.raises(NotAllowed):
            forbidden()

    records.claim(mine, me, now)
    assert records.case(mine) is not None


def test_a_broken_glass_shows_one_patient_for_an_hour_and_no_case_about_staff(house: House) -> None:
    records = house.as_(house.doctor)

    house.glass.open(house.doctor, house.south.patient.name, REASON)
    during = records.case(house.south_case.id)
    read = records.exchanges_of(house.south.conversation.id)
    restricted = records.case(house.restricted.id)
    house.clock.advance(minutes=61)

    assert during is not None
    assert read
    assert restricted is None
    assert records.case(house.south_case.id) is None


def test_a_broken_glass_does_not_show_the_messages_that_accuse_staff(house: House) -> None:
    house.glass.open(house.doctor, house.south.patient.name, REASON)

    apart = house.records.kept_apart(house.south.conversation.id)
    shown = {e.message.id for e in house.as_(house.doctor).exchanges_of(house.south.conversation.id)}

    assert apart
    assert not apart & shown


def test_a_broken_glass_is_audited_with_its_reason_kept(house: House) -> None:
    glass = house.glass.open(house.doctor, house.south.patient.name, f"  {REASON}  ")

    row = house.records.trail.rows[-1]
    assert (row.actor, row.action, row.subject) == (house.doctor.id, "glass_broken", house.south.patient.id)
    assert house.records.glasses(house.clock.now() - timedelta(days=1)) == (glass,)
    assert glass.reason == REASON


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "a\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nb"])
def test_no_glass_breaks_without_a_written_reason(house: House, reason: str) -> None:
    with pytest.raises(NotAllowed, match="Write in a sentence"):
        house.glass.open(house.doctor, house.south.patient.name, reason)

    assert house.as_(house.doctor).case(house.south_case.id) is None


@pytest.mark.parametrize("role", [Role.PATIENT, Role.EVALUATOR, Role.ADMIN])
def test_nobody_but_a_clinician_breaks_the_glass(house: House, role: Role) -> None:
    person = house.records.add_person("somebody", role, invited("x"))

    with pytest.raises(NotAllowed):
        house.glass.open(person, house.south.patient.name, REASON)


def test_the_lead_alone_reads_the_case_about_staff_and_the_conversation_it_came_from(house: House) -> None:
    lead, doctor = house.as_(house.lead), house.as_(house.doctor)

    assert [case.id for case in lead.queue(QueueView(restricted=True)).cases] == [house.restricted.id]
    assert lead.case(house.restricted.id) is not None
    assert lead.exchanges_of(house.south.conversation.id)
    assert lead.case(house.south_case.id) is None
    assert doctor.case(house.restricted.id) is None


def test_an_admin_changes_accounts_in_their_own_name_and_not_their_own(house: House) -> None:
    admin = house.records.add_person("root", Role.ADMIN, invited("x"))
    records, now = house.as_(admin), house.clock.now()

    records.set_active(house.doctor.id, False, admin.id, now)
    for forbidden in (
        lambda: records.set_active(admin.id, False, admin.id, now),
        lambda: records.set_role(admin.id, Role.CLINICIAN, admin.id, now),
        lambda: records.set_active(house.lead.id, False, house.doctor.id, now),
    ):
        with pytest.raises(NotAllowed):
            forbidden()  # type: ignore[no-untyped-call]

    changed = house.records.person(house.doctor.id)
    assert changed is not None
    assert not changed.active
