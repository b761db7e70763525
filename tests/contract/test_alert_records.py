"""What AlertRecords promises."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from assistant.domain.cases import Alert, AlertStatus, Severity
from tests.contract.scenes import URLS, Scene

TICK = timedelta(microseconds=1)


def due(scene: Scene, limit: int = 100) -> tuple[Alert, ...]:
    return scene.records.due_alerts(scene.clock.now(), limit)


def test_alerts_are_due_from_their_moment_on(scene: Scene) -> None:
    scene.open_case()

    assert len(due(scene)) == len(URLS)
    assert scene.records.due_alerts(scene.clock.now() - TICK, 10) == ()


def test_the_strictest_come_first_and_then_the_longest_due(scene: Scene) -> None:
    order = []
    for severity in (Severity.ELEVATED, Severity.NEEDS_HUMAN, Severity.IMMINENT, Severity.ELEVATED):
        at = scene.clock.advance(minutes=1)
        Scene.of(scene.records, scene.clock).open_case(severity)
        order += [(severity.rank, at)] * len(URLS)

    assert [(alert.severity.rank, alert.due_at) for alert in due(scene)] == sorted(order)


def test_no_more_alerts_come_than_were_asked_for(scene: Scene) -> None:
    scene.open_case()

    assert len(due(scene, limit=1)) == 1


def test_a_delivered_alert_is_never_due_again(scene: Scene) -> None:
    scene.open_case()
    first, second = due(scene)

    scene.records.alert_delivered(first.id, scene.clock.now())
    scene.clock.advance(days=1)

    assert due(scene) == (second,)


def test_a_failed_alert_comes_back_at_its_time_with_one_more_try(scene: Scene) -> None:
    scene.open_case()
    first, second = due(scene)
    scene.records.alert_delivered(second.id, scene.clock.now())

    scene.records.alert_failed(first.id, scene.clock.now() + timedelta(seconds=30), scene.clock.now())

    too_early = due(scene)
    scene.clock.advance(seconds=30)
    (again,) = due(scene)
    assert too_early == ()
    assert (again.id, again.attempts, again.due_at) == (first.id, 1, scene.clock.now())


def test_a_failure_noted_after_the_delivery_does_not_undo_it(scene: Scene) -> None:
    case = scene.open_case()
    for alert in due(scene):
        scene.records.alert_delivered(alert.id, scene.clock.now())
        scene.records.alert_failed(alert.id, scene.clock.now(), scene.clock.now())

    assert due(scene) == ()
    assert scene.records.alert_status(case.id) is AlertStatus.DELIVERED


def test_an_alert_given_up_is_never_due_again(scene: Scene) -> None:
    scene.open_case()
    for alert in due(scene):
        scene.records.alert_failed(alert.id, None, scene.clock.now())

    scene.clock.advance(days=1)

    assert due(scene) == ()


def test_alerts_of_a_resolved_case_are_not_due(scene: Scene) -> None:
    scene.review(scene.open_case())

    assert due(scene) == ()


def test_an_unknown_alert_changes_nothing(scene: Scene) -> None:
    case = scene.open_case()

    scene.records.alert_delivered("nothing", scene.clock.now())
    scene.records.alert_failed("nothing", None, scene.clock.now())

    assert scene.records.alert_status(case.id) is AlertStatus.QUEUED


def test_the_status_goes_from_queued_to_delivered_to_seen(scene: Scene) -> None:
    case = scene.open_case()
    told = [scene.records.alert_status(case.id)]
    scene.records.alert_delivered(due(scene)[0].id, scene.clock.now())
    told.append(scene.records.alert_status(case.id))
    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())
    told.append(scene.records.alert_status(case.id))

    assert told == [AlertStatus.QUEUED, AlertStatus.DELIVERED, AlertStatus.SEEN]


def test_one_address_given_up_is_still_queued_while_another_is_tried(scene: Scene) -> None:
    case = scene.open_case()

    scene.records.alert_failed(due(scene)[0].id, None, scene.clock.now())

    assert scene.records.alert_status(case.id) is AlertStatus.QUEUED


def test_one_address_given_up_and_one_delivered_is_delivered(scene: Scene) -> None:
    case = scene.open_case()
    first, second = due(scene)

    scene.records.alert_failed(first.id, None, scene.clock.now())
    scene.records.alert_delivered(second.id, scene.clock.now())

    assert scene.records.alert_status(case.id) is AlertStatus.DELIVERED


def test_all_addresses_given_up_is_unreachable_until_a_clinician_sees_it(scene: Scene) -> None:
    case = scene.open_case()
    for alert in due(scene):
        scene.records.alert_failed(alert.id, None, scene.clock.now())
    unseen = scene.records.alert_status(case.id)

    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())

    assert unseen is AlertStatus.UNREACHABLE
    assert scene.records.alert_status(case.id) is AlertStatus.SEEN


def test_a_delivered_page_does_not_speak_for_a_graver_one_that_waits(scene: Scene) -> None:
    case = scene.open_case(Severity.ELEVATED)
    for alert in due(scene):
        scene.records.alert_delivered(alert.id, scene.clock.now())

    scene.open_case(Severity.IMMINENT)

    assert scene.records.alert_status(case.id) is AlertStatus.QUEUED


def test_a_seen_case_that_paged_nobody_is_seen(scene: Scene) -> None:
    case = scene.open_case(Severity.WATCH, page=False)

    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())

    assert scene.records.alert_status(case.id) is AlertStatus.SEEN


def test_the_case_shows_the_status_of_its_alerts(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.alert_delivered(due(scene)[0].id, scene.clock.now())

    assert scene.case(case.id).alert_status is AlertStatus.DELIVERED


def test_what_became_of_an_alert_is_audited_once(scene: Scene) -> None:
    scene.open_case()
    first, second = due(scene)
    before, _ = scene.records.verify_audit()

    scene.records.alert_failed(first.id, scene.clock.now(), scene.clock.now())
    tried, _ = scene.records.verify_audit()
    scene.records.alert_delivered(first.id, scene.clock.now())
    scene.records.alert_delivered(first.id, scene.clock.now())
    scene.records.alert_failed(second.id, None, scene.clock.now())
    scene.records.alert_failed(second.id, None, scene.clock.now())
    scene.records.alert_failed("nothing", None, scene.clock.now())

    assert tried == before
    assert scene.records.verify_audit() == (before + 2, None)


def test_a_claim_and_a_delivery_at_the_same_moment_do_not_stop_each_other(scene: Scene) -> None:
    gate = threading.Barrier(len(URLS) + 1)

    def at_once(work: Callable[[], None]) -> None:
        gate.wait()
        work()

    for _ in range(12):
        case = Scene.of(scene.records, scene.clock).open_case()
        now = scene.clock.now()
        told = [partial(scene.records.alert_delivered, a.id, now) for a in due(scene) if a.case_id == case.id]
        works = [partial(scene.records.claim, case.id, "dr-a", now), *told]
        with ThreadPoolExecutor(len(works)) as pool:
            list(pool.map(at_once, works))

        assert scene.records.alert_status(case.id) is AlertStatus.SEEN
    assert scene.records.verify_audit()[1] is None
