"""What CaseWork promises: who has a case, what was done about it, and how it begins again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.cases import AlertStatus, Case, CaseState, Outcome, Review, Severity
from assistant.domain.errors import CaseTaken, NotAllowed
from assistant.domain.people import Role
from tests.contract.scenes import SUICIDE, URLS, Scene, opening
from tests.fakes.invitations import invited

WORDS = "Spoke\x00 to them. “Fine”."
STEPS: dict[str, Callable[[Scene, Case], None]] = {
    "claim": lambda s, c: s.records.claim(c.id, "dr-b", s.clock.now()),
    "release": lambda s, c: s.records.release(c.id, "dr-b", s.clock.now()),
    "contact": lambda s, c: s.records.contact(c.id, "dr-b", s.clock.now()),
    "follow_up": lambda s, c: s.records.follow_up(c.id, "dr-b", date(2026, 12, 1), s.clock.now()),
    "review": lambda s, c: s.review(c, "dr-b"),
}


def claimed(scene: Scene, severity: Severity = Severity.ELEVATED) -> Case:
    case = scene.open_case(severity)
    scene.records.claim(case.id, "dr-a", scene.clock.advance(minutes=1))
    return scene.case(case.id)


def clinician(scene: Scene, name: str) -> str:
    return scene.records.add_person(name, Role.CLINICIAN, invited()).id


def test_a_claim_says_who_has_the_case_since_when_and_counts_as_seen(scene: Scene) -> None:
    ada = clinician(scene, "Ada")
    case = scene.open_case()
    at = scene.clock.advance(minutes=2)

    scene.records.claim(case.id, ada, at)

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.owner, now.claimed_at) == (CaseState.CLAIMED, ada, "Ada", at)
    assert (now.seen_by, now.seen_at, now.alert_status) == (ada, at, AlertStatus.SEEN)
    assert now.waiting_since == at


def test_a_claim_keeps_who_saw_it_first(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.mark_seen(case.id, "dr-b", scene.clock.now())

    scene.records.claim(case.id, "dr-a", scene.clock.advance(minutes=1))

    assert scene.case(case.id).seen_by == "dr-b"


def test_a_claim_sent_twice_counts_once(scene: Scene) -> None:
    case = claimed(scene)

    scene.records.claim(case.id, "dr-a", scene.clock.advance(minutes=1))

    assert scene.case(case.id) == case
    assert scene.records.verify_audit() == (3, None)


def test_alerts_that_have_not_gone_out_are_dropped_by_a_claim(scene: Scene) -> None:
    claimed(scene)

    assert scene.records.due_alerts(scene.clock.advance(days=1), 10) == ()


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_whoever_comes_second_is_told_who_has_it_and_changes_nothing(
    scene: Scene, step: Callable[[Scene, Case], None]
) -> None:
    ada = clinician(scene, "Ada")
    case = scene.open_case()
    scene.records.claim(case.id, ada, scene.clock.now())
    before = scene.case(case.id)

    with pytest.raises(CaseTaken, match="Ada") as refused:
        step(scene, case)

    assert (refused.value.owner_id, refused.value.owner) == (ada, "Ada")
    assert scene.case(case.id) == before
    assert scene.records.verify_audit() == (4, None)


@pytest.mark.parametrize("step", [*STEPS.values()], ids=STEPS.keys())
def test_an_unknown_case_cannot_be_worked_on(scene: Scene, step: Callable[[Scene, Case], None]) -> None:
    with pytest.raises(NotAllowed):
        step(scene, replace(scene.open_case(), id="nothing"))

    assert scene.records.verify_audit() == (2, None)


def test_a_released_case_is_free_and_unseen_and_whoever_is_on_call_hears_again(scene: Scene) -> None:
    case = claimed(scene)
    at = scene.clock.advance(minutes=3)

    scene.records.release(case.id, "dr-a", at)

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.seen_at, now.claimed_at) == (CaseState.OPEN, None, None, None)
    assert (now.waiting_since, now.alert_status) == (at, AlertStatus.QUEUED)
    assert sorted(alert.url for alert in scene.records.due_alerts(at, 10)) == sorted(URLS)


def test_a_released_case_that_paged_nobody_pages_nobody(scene: Scene) -> None:
    case = scene.open_case(Severity.WATCH, page=False)
    scene.records.claim(case.id, "dr-a", scene.clock.now())

    scene.records.release(case.id, "dr-a", scene.clock.now())

    assert scene.case(case.id).alert_status is AlertStatus.NONE


def test_a_contact_is_noted_once_and_claims_a_free_case(scene: Scene) -> None:
    case = scene.open_case()
    at = scene.clock.advance(minutes=4)

    scene.records.contact(case.id, "dr-a", at)
    scene.records.contact(case.id, "dr-a", scene.clock.advance(minutes=1))

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.claimed_at, now.contacted_at) == (CaseState.CONTACTED, "dr-a", at, at)
    assert scene.records.verify_audit() == (4, None)


def test_a_case_is_handed_over_to_another_clinician(scene: Scene) -> None:
    bea = clinician(scene, "Bea")
    case = claimed(scene)
    at = scene.clock.advance(minutes=5)

    scene.records.hand_over(case.id, "dr-a", bea, "dr-a", at)

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.owner, now.claimed_at) == (CaseState.CLAIMED, bea, "Bea", at)


def test_a_hand_over_from_an_owner_who_has_it_no_longer_is_refused(scene: Scene) -> None:
    ada, bea, cleo = (clinician(scene, name) for name in ("Ada", "Bea", "Cleo"))
    case = claimed(scene)
    scene.records.hand_over(case.id, "dr-a", ada, ada, scene.clock.now())

    with pytest.raises(CaseTaken, match="Ada"):
        scene.records.hand_over(case.id, "dr-a", bea, cleo, scene.clock.now())

    assert scene.case(case.id).owner_id == ada


def test_a_case_is_not_handed_to_somebody_who_is_no_clinician_nor_given_when_free(scene: Scene) -> None:
    free = scene.open_case()
    with pytest.raises(NotAllowed):
        scene.records.hand_over(free.id, "dr-a", clinician(scene, "Bea"), "dr-a", scene.clock.now())
    scene.records.claim(free.id, "dr-a", scene.clock.now())

    for nobody in ("nobody", scene.patient.id):
        with pytest.raises(NotAllowed):
            scene.records.hand_over(free.id, "dr-a", nobody, "dr-a", scene.clock.now())


def test_notes_are_kept_in_order_with_author_and_time_and_come_back_exactly(scene: Scene) -> None:
    ada = clinician(scene, "Ada")
    case = claimed(scene)
    first = scene.clock.advance(minutes=1)
    scene.records.add_note(case.id, ada, WORDS, first)
    second = scene.clock.advance(minutes=1)
    scene.records.add_note(case.id, "dr-b", "second", second)

    notes = scene.case(case.id).notes

    assert [(n.author_id, n.author, n.text, n.at) for n in notes] == [
        (ada, "Ada", WORDS, first),
        ("dr-b", "dr-b", "second", second),
    ]


def test_an_empty_note_is_refused(scene: Scene) -> None:
    case = scene.open_case()

    with pytest.raises(NotAllowed):
        scene.records.add_note(case.id, "dr-a", " \n", scene.clock.now())

    assert scene.records.verify_audit() == (2, None)


def test_a_day_to_look_again_is_set_and_cleared(scene: Scene) -> None:
    case = claimed(scene)
    day = date(2026, 12, 24)

    scene.records.follow_up(case.id, "dr-a", day, scene.clock.now())
    told = scene.case(case.id).follow_up_on
    scene.records.follow_up(case.id, "dr-a", None, scene.clock.now())

    assert (told, scene.case(case.id).follow_up_on) == (day, None)


def test_the_end_of_an_episode_needs_a_reason(scene: Scene) -> None:
    scene.record(opening(), scene.episode())
    case = scene.only_case()

    with pytest.raises(NotAllowed, match="why"):
        scene.review(case, note="  ")

    assert scene.records.open_episode(scene.patient.id) is not None
    assert scene.case(case.id).state is CaseState.OPEN


def test_a_case_without_an_episode_is_resolved_without_a_reason(scene: Scene) -> None:
    case = scene.open_case(Severity.WATCH, page=False)

    scene.review(case, note="")

    assert scene.is_resolved(case)


def test_the_owner_resolves_and_stays_named(scene: Scene) -> None:
    case = claimed(scene)

    scene.review(case, "dr-a")

    assert scene.case(case.id).owner_id == "dr-a"
    with pytest.raises(NotAllowed):
        scene.records.claim(case.id, "dr-b", scene.clock.now())


def test_a_reopened_case_is_free_and_keeps_how_it_ended_among_its_notes(scene: Scene) -> None:
    scene.record(opening(), scene.episode())
    case = scene.only_case()
    ended = scene.clock.advance(minutes=9)
    scene.records.review(Review(case.id, "dr-a", Outcome.FALSE_ALARM, "A film title.", ended))
    at = scene.clock.advance(minutes=1)

    scene.records.reopen(case.id, "dr-b", "It was no title.", at)

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.seen_at, now.reopened_at) == (CaseState.REOPENED, None, None, at)
    assert (now.outcome, now.note, now.resolved_by, now.waiting_since) == (None, "", None, at)
    assert [(n.author_id, n.text, n.at) for n in now.notes] == [
        ("dr-a", "Resolved (false_alarm). A film title.", ended),
        ("dr-b", "It was no title.", at),
    ]
    assert scene.records.open_episode(scene.patient.id) is not None


def test_a_case_is_not_reopened_without_a_reason_nor_beside_another_standing_one(scene: Scene) -> None:
    first = scene.open_case()
    scene.review(first)
    with pytest.raises(NotAllowed, match="why"):
        scene.records.reopen(first.id, "dr-a", "", scene.clock.now())
    scene.open_case()

    with pytest.raises(NotAllowed, match="another open case"):
        scene.records.reopen(first.id, "dr-a", "again", scene.clock.now())

    assert scene.is_resolved(first)


def test_a_standing_case_cannot_be_reopened_and_a_reopened_one_can_be_claimed(scene: Scene) -> None:
    case = scene.open_case()
    with pytest.raises(NotAllowed, match="not resolved"):
        scene.records.reopen(case.id, "dr-a", "again", scene.clock.now())
    scene.review(case)
    scene.records.reopen(case.id, "dr-a", "again", scene.clock.now())

    scene.records.claim(case.id, "dr-b", scene.clock.now())

    assert scene.case(case.id).owner_id == "dr-b"


@pytest.mark.parametrize("spoken", [False, True], ids=["claimed", "contacted"])
def test_a_further_signal_joins_a_case_that_somebody_has_and_only_raises_it(scene: Scene, spoken: bool) -> None:
    case = claimed(scene, Severity.ELEVATED)
    if spoken:
        scene.records.contact(case.id, "dr-a", scene.clock.now())
    scene.record(opening(Severity.WATCH, SUICIDE, page=False))
    milder = scene.case(case.id)
    at = scene.clock.advance(minutes=7)

    scene.record(opening(Severity.IMMINENT, SUICIDE))

    graver = scene.only_case()
    assert (milder.severity, milder.state) == (Severity.ELEVATED, CaseState.CONTACTED if spoken else CaseState.CLAIMED)
    assert (graver.severity, graver.state, graver.owner_id) == (Severity.IMMINENT, CaseState.CLAIMED, "dr-a")
    assert (graver.contacted_at, graver.seen_at, graver.waiting_since) == (None, None, at)
    assert len(graver.signals) == 2
    assert [alert.severity for alert in scene.records.due_alerts(at, 10)] == [Severity.IMMINENT] * len(URLS)


def test_within_a_severity_free_cases_come_before_claimed_and_contacted_ones(scene: Scene) -> None:
    spoken, taken, free = (Scene.of(scene.records, scene.clock).open_case() for _ in range(3))
    scene.records.contact(spoken.id, "dr-a", scene.clock.now())
    scene.records.claim(taken.id, "dr-a", scene.clock.now() + timedelta(minutes=1))

    assert [case.id for case in scene.records.cases()] == [free.id, taken.id, spoken.id]
