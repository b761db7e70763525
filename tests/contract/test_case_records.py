"""What CaseRecords promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.cases import AlertStatus, CaseState, Outcome, Review, Severity
from assistant.domain.errors import NotAllowed
from assistant.ports import Records
from tests.contract.scenes import Scene, opening

NOTE = "Called\x00 at 10:00. “Fine”."


def test_the_queue_starts_with_the_gravest_then_the_longest_waiting(scene: Scene) -> None:
    order = []
    for severity in (Severity.WATCH, Severity.IMMINENT, Severity.NEEDS_HUMAN, Severity.IMMINENT, Severity.ELEVATED):
        order.append((severity.rank, scene.clock.advance(minutes=1)))
        Scene.of(scene.records, scene.clock).open_case(severity)

    assert [(case.severity.rank, case.opened_at) for case in scene.records.cases()] == sorted(order)


def test_resolved_cases_come_after_open_ones(scene: Scene) -> None:
    grave = scene.open_case(Severity.IMMINENT)
    scene.review(grave)
    mild = Scene.of(scene.records, scene.clock).open_case(Severity.WATCH)

    assert [case.id for case in scene.records.cases()] == [mild.id, grave.id]


def test_cases_of_one_state_leave_out_the_others(scene: Scene) -> None:
    done = scene.open_case()
    scene.review(done)
    waiting = scene.open_case()

    assert [case.id for case in scene.records.cases(CaseState.OPEN)] == [waiting.id]
    assert [case.id for case in scene.records.cases(CaseState.RESOLVED)] == [done.id]


def test_an_unknown_case_is_none(records: Records) -> None:
    assert records.case("nothing") is None


def test_the_open_case_of_a_patient_is_neither_a_question_nor_about_staff(scene: Scene) -> None:
    scene.open_case(Severity.TEAM_QUESTION)
    scene.open_case(Severity.ELEVATED, restricted=True)
    none_yet = scene.records.open_case_of(scene.patient.id)

    case = scene.open_case(Severity.WATCH)

    assert none_yet is None
    assert scene.records.open_case_of(scene.patient.id) == case


def test_a_resolved_case_is_no_longer_the_open_one(scene: Scene) -> None:
    scene.review(scene.open_case())

    assert scene.records.open_case_of(scene.patient.id) is None


def test_the_first_look_is_noted_and_later_ones_change_nothing(scene: Scene) -> None:
    case = scene.open_case()
    first = scene.clock.advance(minutes=1)
    scene.records.mark_seen(case.id, "dr-a", first)

    scene.records.mark_seen(case.id, "dr-b", scene.clock.advance(minutes=1))

    seen = scene.case(case.id)
    assert (seen.seen_by, seen.seen_at, seen.alert_status) == ("dr-a", first, AlertStatus.SEEN)


def test_the_first_look_is_audited_once(scene: Scene) -> None:
    case = scene.open_case()

    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())
    scene.records.mark_seen(case.id, "dr-b", scene.clock.now())

    assert scene.records.verify_audit() == (3, None)


def test_a_case_that_rises_has_not_been_seen_as_it_is_now(scene: Scene) -> None:
    case = scene.open_case(Severity.ELEVATED)
    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())

    scene.open_case(Severity.IMMINENT)

    risen = scene.case(case.id)
    assert (risen.seen_at, risen.seen_by, risen.alert_status) == (None, None, AlertStatus.QUEUED)


def test_a_case_that_stays_as_grave_stays_seen(scene: Scene) -> None:
    case = scene.open_case(Severity.ELEVATED)
    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())

    scene.open_case(Severity.ELEVATED)

    assert scene.case(case.id).alert_status is AlertStatus.SEEN


def test_an_unknown_case_cannot_be_seen_or_reviewed(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        scene.records.mark_seen("nothing", "dr-a", scene.clock.now())
    with pytest.raises(NotAllowed):
        scene.records.review(Review("nothing", "dr-a", Outcome.FALSE_ALARM, "", scene.clock.now()))

    assert scene.records.verify_audit() == (1, None)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_review_resolves_the_case_with_its_outcome(scene: Scene, outcome: Outcome) -> None:
    case = scene.open_case()
    at = scene.clock.advance(minutes=5)

    scene.records.review(Review(case.id, "dr-a", outcome, NOTE, at))

    now = scene.case(case.id)
    assert (now.state, now.outcome, now.note) == (CaseState.RESOLVED, outcome, NOTE)
    assert (now.resolved_by, now.resolved_at, now.updated_at) == ("dr-a", at, at)


def test_a_review_closes_the_episode_and_is_audited(scene: Scene) -> None:
    scene.record(opening(), scene.episode())

    scene.review(scene.only_case())

    assert scene.records.open_episode(scene.patient.id) is None
    assert scene.records.verify_audit() == (4, None)


def test_the_review_of_a_question_leaves_the_episode_open(scene: Scene) -> None:
    scene.record(opening(), scene.episode())
    question = scene.open_case(Severity.TEAM_QUESTION)

    scene.review(question)

    assert scene.records.open_episode(scene.patient.id) is not None


def test_the_episode_stays_open_while_another_case_stands_for_it(scene: Scene) -> None:
    scene.record(opening(), scene.episode())
    usual = scene.only_case()
    about_staff = scene.open_case(restricted=True)

    scene.review(about_staff)
    while_open = scene.records.open_episode(scene.patient.id)
    scene.review(usual)

    assert while_open is not None
    assert scene.records.open_episode(scene.patient.id) is None


def test_a_review_leaves_other_patients_episodes_open(scene: Scene) -> None:
    other = Scene.of(scene.records, scene.clock)
    other.record(opening(), other.episode())

    scene.review(scene.open_case())

    assert scene.records.open_episode(other.patient.id) is not None


def test_a_second_review_by_somebody_else_is_refused_and_the_first_stays(scene: Scene) -> None:
    case = scene.open_case()
    scene.review(case, "dr-a", "first")

    with pytest.raises(NotAllowed):
        scene.review(case, "dr-b", "second")

    now = scene.case(case.id)
    assert (now.resolved_by, now.note) == ("dr-a", "first")


def test_a_review_sent_twice_counts_once_and_spares_the_next_episode(scene: Scene) -> None:
    case = scene.open_case()
    review = Review(case.id, "dr-a", Outcome.TRUE_CRISIS, "done", scene.clock.now())
    scene.records.review(review)
    scene.record(opening(), scene.episode())

    scene.records.review(replace(review, at=scene.clock.advance(seconds=1)))

    assert scene.records.verify_audit() == (5, None)
    assert scene.records.open_episode(scene.patient.id) is not None
