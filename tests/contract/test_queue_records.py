"""What QueueRecords promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import STANDING, Case, CaseState, Severity
from assistant.domain.people import Role
from assistant.domain.queue import QueuePage, QueueView, Waiting
from assistant.ports import Records
from tests.contract.scenes import SUICIDE, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited

EVERYTHING = QueueView(states=tuple(CaseState), restricted=True)


def _another(scene: Scene, severity: Severity = Severity.ELEVATED, *, restricted: bool = False) -> Case:
    scene.clock.advance(minutes=1)
    return Scene.of(scene.records, scene.clock).open_case(severity, page=False, restricted=restricted)


@pytest.fixture
def house(records: Records, clock: SteppedClock) -> Scene:
    """Cases of every severity and state."""
    scene = Scene.of(records, clock)
    for severity in (Severity.WATCH, Severity.ELEVATED, Severity.ELEVATED, Severity.ELEVATED, Severity.IMMINENT):
        _another(scene, severity)
    _another(scene, Severity.TEAM_QUESTION, restricted=False)
    _another(scene, Severity.MEDICAL, restricted=True)
    elevated = [case for case in records.cases() if case.severity is Severity.ELEVATED]
    records.claim(elevated[0].id, "dr-a", clock.advance(minutes=1))
    records.contact(elevated[1].id, "dr-b", clock.advance(minutes=1))
    scene.review(_another(scene, Severity.IMMINENT))
    return scene


def test_the_queue_is_in_the_order_of_the_domain_and_holds_whole_cases(house: Scene) -> None:
    assert house.records.queue(EVERYTHING) == QueuePage(house.records.cases(), 8)


def test_without_any_wish_it_holds_what_stands_and_accuses_nobody(house: Scene) -> None:
    standing = tuple(case for case in house.records.cases(*STANDING) if not case.restricted)

    assert house.records.queue(QueueView()) == QueuePage(standing, 6)


def test_a_page_has_the_first_cases_and_says_how_many_there_are(house: Scene) -> None:
    page = house.records.queue(replace(EVERYTHING, limit=3))

    assert page == QueuePage(house.records.cases()[:3], 8)


def test_the_queue_narrows_by_owner_state_and_severity(house: Scene) -> None:
    def severities(view: QueueView) -> list[Severity]:
        return [case.severity for case in house.records.queue(view).cases]

    free = QueueView(states=(CaseState.OPEN, CaseState.REOPENED))

    assert severities(QueueView(owner_id="dr-a")) == [Severity.ELEVATED]
    assert severities(free) == [Severity.IMMINENT, Severity.ELEVATED, Severity.WATCH, Severity.TEAM_QUESTION]
    assert severities(QueueView(severities=(Severity.WATCH,))) == [Severity.WATCH]


def test_the_queue_narrows_to_care_teams_and_no_team_sees_nothing(scene: Scene) -> None:
    mine, theirs = scene.open_case(), _another(scene)
    scene.records.set_teams(scene.patient.id, ("harbor",), "admin", scene.clock.now())

    assert [case.id for case in scene.records.queue(QueueView(teams=("harbor",))).cases] == [mine.id]
    assert scene.records.queue(QueueView(teams=("harbor", "default"))).total == 2
    assert scene.records.queue(QueueView(teams=())).total == 0
    assert scene.records.waiting(("default",)) == Waiting(1, 1, 0)
    assert theirs.team == "default"


def test_the_queue_narrows_to_what_was_resolved_since_and_to_what_somebody_wanted_to_see_again(scene: Scene) -> None:
    early = scene.open_case()
    scene.review(early)
    since = scene.clock.advance(minutes=5)
    late = _another(scene)
    scene.review(late)
    today = scene.clock.now().date()
    scene.records.follow_up(early.id, "dr-a", today, scene.clock.now())
    scene.records.follow_up(late.id, "dr-a", today + timedelta(days=1), scene.clock.now())

    resolved = scene.records.queue(QueueView(states=(CaseState.RESOLVED,), resolved_since=since))
    again = scene.records.queue(QueueView(states=tuple(CaseState), follow_up_by=today))

    assert [case.id for case in resolved.cases] == [late.id]
    assert [case.id for case in again.cases] == [early.id]


def test_what_waits_is_counted_with_and_without_the_cases_that_accuse_staff(house: Scene) -> None:
    plain, whole = house.records.waiting(None), house.records.waiting(None, restricted=True)

    assert (plain.standing, plain.free, plain.imminent_free) == (6, 4, 1)
    assert (whole.standing, whole.free, whole.imminent_free) == (7, 5, 1)


def test_a_new_imminent_case_is_noticed_also_when_another_was_claimed_meanwhile(scene: Scene) -> None:
    first = scene.open_case(Severity.IMMINENT)
    before = scene.records.waiting(None)
    second = scene.clock.advance(minutes=1)
    scene.records.claim(first.id, "dr-a", second)
    Scene.of(scene.records, scene.clock).open_case(Severity.IMMINENT, page=False)

    after = scene.records.waiting(None)

    assert (before.imminent_free, after.imminent_free) == (1, 1)
    assert (before.imminent_since, after.imminent_since) == (first.opened_at, second)


def test_an_empty_house_has_an_empty_queue(records: Records) -> None:
    records.add_person("dr-a", Role.CLINICIAN, invited())

    assert records.queue(QueueView()) == QueuePage((), 0)
    assert records.waiting(None) == Waiting()


def test_the_cases_of_a_patient_come_newest_first_and_only_theirs(scene: Scene) -> None:
    first = scene.open_case()
    scene.review(first)
    scene.clock.advance(minutes=1)
    second = scene.record(opening(Severity.IMMINENT, SUICIDE)).case_id
    _another(scene)

    assert [case.id for case in scene.records.cases_of(scene.patient.id, 5)] == [second, first.id]
    assert [case.id for case in scene.records.cases_of(scene.patient.id, 1)] == [second]
    assert scene.records.cases_of("nobody", 5) == ()


def test_cases_about_staff_are_of_every_team_for_whoever_may_ask_for_them(scene: Scene) -> None:
    accused = scene.record(opening(restricted=True)).case_id

    asked = scene.records.queue(QueueView(teams=("another",), restricted=True))
    unasked = scene.records.queue(QueueView(teams=("another",)))

    assert [case.id for case in asked.cases] == [accused]
    assert unasked.cases == ()
