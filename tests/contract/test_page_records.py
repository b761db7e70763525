"""Whom `record` alerts, and when it alerts again."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.cases import AlertStatus, Severity
from tests.contract.conftest import OpenRecords
from tests.contract.scenes import URLS, Scene
from tests.fakes.clock import SteppedClock

LATER = timedelta(days=1)


def test_a_page_is_due_at_once_at_every_configured_address(scene: Scene) -> None:
    case = scene.open_case(Severity.IMMINENT)

    due = scene.records.due_alerts(scene.clock.now(), 10)

    assert sorted(alert.url for alert in due) == sorted(URLS)
    assert {(alert.case_id, alert.severity, alert.attempts) for alert in due} == {(case.id, Severity.IMMINENT, 0)}


def test_an_opening_without_a_page_alerts_nobody(scene: Scene) -> None:
    case = scene.open_case(Severity.WATCH, page=False)

    assert case.alert_status is AlertStatus.NONE
    assert scene.records.due_alerts(scene.clock.now() + LATER, 10) == ()


def test_a_second_page_of_the_same_severity_adds_no_alert(scene: Scene) -> None:
    scene.open_case()

    scene.open_case()

    assert len(scene.records.due_alerts(scene.clock.now(), 10)) == len(URLS)


def test_a_page_that_raises_the_severity_alerts_again(scene: Scene) -> None:
    scene.open_case(Severity.ELEVATED)

    scene.open_case(Severity.IMMINENT)

    due = scene.records.due_alerts(scene.clock.now(), 10)
    assert [alert.severity for alert in due] == [Severity.IMMINENT] * 2 + [Severity.ELEVATED] * 2


def test_a_page_for_a_case_that_nobody_was_alerted_about_alerts_now(scene: Scene) -> None:
    scene.open_case(Severity.NEEDS_HUMAN, page=False)

    scene.open_case(Severity.WATCH, page=True)

    assert [alert.severity for alert in scene.records.due_alerts(scene.clock.now(), 10)] == [Severity.NEEDS_HUMAN] * 2


def test_a_page_after_every_alert_was_given_up_tries_again(scene: Scene) -> None:
    scene.open_case()
    for alert in scene.records.due_alerts(scene.clock.now(), 10):
        scene.records.alert_failed(alert.id, None, scene.clock.now())

    case = scene.open_case()

    assert case.alert_status is AlertStatus.QUEUED
    assert len(scene.records.due_alerts(scene.clock.now(), 10)) == len(URLS)


def test_without_addresses_a_page_waits_in_the_queue_itself(open_records: OpenRecords, clock: SteppedClock) -> None:
    scene = Scene.of(open_records(()), clock)

    case = scene.open_case(Severity.IMMINENT)

    assert case.alert_status is AlertStatus.QUEUED
    assert scene.records.due_alerts(clock.now() + LATER, 10) == ()
