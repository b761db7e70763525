"""What ChainRecords promises: silence moves a case once, and only as it was read."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.domain.cases import AlertStatus, CaseState, Severity
from assistant.domain.chains import Move, Watched
from assistant.domain.errors import NotAllowed
from tests.contract.scenes import URLS, Scene

NEXT = ("json://next.example",)


def only(scene: Scene) -> Watched:
    (watched,) = scene.records.watched()
    return watched


def test_a_free_case_is_watched_with_its_clock_and_the_step_that_was_told(scene: Scene) -> None:
    at = scene.clock.now()
    case = scene.open_case(Severity.IMMINENT)

    assert only(scene) == Watched(
        case.id, Severity.IMMINENT, CaseState.OPEN, "default", False, at, None, told=1, told_at=at
    )


def test_a_case_that_paged_nobody_has_told_no_step(scene: Scene) -> None:
    scene.open_case(Severity.WATCH, page=False)

    assert only(scene).told == 0


def test_neither_contacted_nor_resolved_cases_are_watched(scene: Scene) -> None:
    scene.records.contact(scene.open_case().id, "dr-a", scene.clock.now())
    scene.review(Scene.of(scene.records, scene.clock).open_case())

    assert scene.records.watched() == ()


def test_a_step_is_unheard_when_all_its_alerts_were_given_up(scene: Scene) -> None:
    scene.open_case()
    first, second = scene.records.due_alerts(scene.clock.now(), 10)
    scene.records.alert_failed(first.id, None, scene.clock.now())
    half = only(scene).unheard

    scene.records.alert_failed(second.id, None, scene.clock.now())

    assert (half, only(scene).unheard) == (False, True)


def test_the_next_step_is_alerted_and_its_time_noted(scene: Scene) -> None:
    case = scene.open_case()
    at = scene.clock.advance(minutes=5)

    assert scene.records.move(only(scene), Move(2, NEXT), at) is True

    due = scene.records.due_alerts(at, 10)
    assert sorted((alert.step, alert.url) for alert in due) == [(1, URLS[0]), (1, URLS[1]), (2, NEXT[0])]
    assert (only(scene).told, only(scene).told_at, only(scene).waiting_since) == (2, at, case.waiting_since)
    assert scene.records.verify_audit() == (3, None)


def test_when_nobody_is_left_the_case_is_unreachable_until_somebody_claims_it(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.alert_delivered(scene.records.due_alerts(scene.clock.now(), 1)[0].id, scene.clock.now())
    at = scene.clock.advance(minutes=30)
    scene.records.move(only(scene), Move(exhausted=True), at)
    told = (scene.case(case.id).alert_status, scene.case(case.id).exhausted_at, only(scene).exhausted_at)

    scene.records.claim(case.id, "dr-a", scene.clock.now())

    assert told == (AlertStatus.UNREACHABLE, at, at)
    assert scene.case(case.id).alert_status is AlertStatus.SEEN


def test_a_case_that_nobody_is_left_for_stays_unreachable_when_the_last_step_is_told_again(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.move(only(scene), Move(exhausted=True), scene.clock.now())
    at = scene.clock.advance(minutes=60)

    scene.records.move(only(scene), Move(2, NEXT), at)

    assert scene.case(case.id).alert_status is AlertStatus.UNREACHABLE
    assert only(scene).told_at == at
    assert NEXT[0] in [alert.url for alert in scene.records.due_alerts(at, 10)]


def test_a_claim_that_ran_out_leaves_the_case_free_and_unseen_with_the_next_step_alerted(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.claim(case.id, "dr-a", scene.clock.now())
    at = scene.clock.advance(minutes=60)

    scene.records.move(only(scene), Move(2, NEXT, unclaim=True), at)

    now = scene.case(case.id)
    assert (now.state, now.owner_id, now.seen_at, now.waiting_since) == (CaseState.OPEN, None, None, at)
    assert [alert.url for alert in scene.records.due_alerts(at, 10)] == [*NEXT]
    assert now.alert_status is AlertStatus.QUEUED


def test_the_lead_is_told_again_of_a_case_about_staff_and_its_time_noted(scene: Scene) -> None:
    case = scene.open_case(restricted=True)
    scene.records.claim(case.id, "lead", scene.clock.now())
    at = scene.clock.advance(minutes=60)

    assert scene.records.move(only(scene), Move(urls=NEXT, unclaim=True), at) is True

    assert [(alert.step, alert.url) for alert in scene.records.due_alerts(at, 10)] == [(0, NEXT[0])]
    assert (only(scene).state, only(scene).told, only(scene).told_at) == (CaseState.OPEN, 0, at)


def test_a_case_that_changed_meanwhile_is_not_moved(scene: Scene) -> None:
    case = scene.open_case()
    read = only(scene)
    scene.records.claim(case.id, "dr-a", scene.clock.now())

    moved = scene.records.move(read, Move(2, NEXT), scene.clock.now())

    assert moved is False
    assert scene.case(case.id).state is CaseState.CLAIMED
    assert scene.records.due_alerts(scene.clock.now(), 10) == ()


def test_of_many_workers_one_moves_the_case(scene: Scene) -> None:
    scene.open_case()
    read = only(scene)
    gate = threading.Barrier(8)

    def move(_: int) -> bool:
        gate.wait()
        return scene.records.move(read, Move(2, NEXT), scene.clock.now())

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(move, range(8))) == [False] * 7 + [True]
    assert [alert.url for alert in scene.records.due_alerts(scene.clock.now(), 10)].count(NEXT[0]) == 1


def test_an_unknown_case_is_not_moved(scene: Scene) -> None:
    scene.open_case()

    with pytest.raises(NotAllowed):
        scene.records.move(replace(only(scene), case_id="nothing"), Move(2, NEXT), scene.clock.now())
