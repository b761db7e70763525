"""Alerts leave the outbox once each, come back when they fail, and end visibly when nobody can be reached."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.oncall import OnCall
from assistant.escalation.alerting import LEASE, Alerting, Deliveries
from assistant.escalation.backoff import Backoff
from tests.contract.scenes import URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender

CONSOLE_URL = "https://clinic.example/console"
ONCALL = OnCall.of_urls(URLS)
STEADY = Backoff(first=timedelta(seconds=10), longest=timedelta(seconds=40), tries=4, jitter=0)


class Desk:
    """Records, a sender and the alerting between them."""

    def __init__(self, refusing: tuple[str, ...] = ()) -> None:
        self.clock = SteppedClock()
        self.records = MemoryRecords(URLS)
        self.sender = RecordingSender(refusing)
        self.alerting = Alerting(
            self.records, self.sender, self.clock, oncall=ONCALL, console_url=CONSOLE_URL, backoff=STEADY
        )
        self.scene = Scene.of(self.records, self.clock)

    def deliver(self) -> Deliveries:
        return self.alerting.deliver_due(10)


def test_nothing_due_is_nothing_sent() -> None:
    desk = Desk()

    assert desk.deliver() == Deliveries(0, 0, 0)
    assert desk.sender.sent == []


def test_a_page_reaches_every_address_once() -> None:
    desk = Desk()
    case = desk.scene.open_case(Severity.IMMINENT)

    first, second = desk.deliver(), desk.deliver()

    assert (first, second) == (Deliveries(delivered=2), Deliveries())
    assert sorted(desk.sender.urls) == sorted(URLS)
    assert desk.records.alert_status(case.id) is AlertStatus.DELIVERED


def test_an_alert_says_its_severity_and_the_console_and_nothing_of_the_patient() -> None:
    desk = Desk()
    case = desk.scene.open_case(Severity.IMMINENT)

    desk.deliver()

    for sent in desk.sender.sent:
        whole = f"{sent.title}\n{sent.body}"
        assert "imminent" in sent.title
        assert CONSOLE_URL in sent.body
        for secret in (desk.scene.patient.name, desk.scene.patient.id, case.message_id, case.reason, "words"):
            assert secret not in whole


def test_no_more_are_tried_than_the_limit_and_the_rest_next_time() -> None:
    desk = Desk()
    desk.scene.open_case()

    tried = [desk.alerting.deliver_due(1).delivered, desk.alerting.deliver_due(1).delivered]

    assert tried == [1, 1]


def test_a_failed_alert_waits_its_time_while_the_other_address_has_it() -> None:
    desk = Desk(refusing=URLS[:1])
    desk.scene.open_case()

    first, too_early = desk.deliver(), desk.deliver()
    desk.clock.advance(seconds=10)

    assert (first, too_early) == (Deliveries(delivered=1, failed=1), Deliveries())
    assert desk.deliver() == Deliveries(failed=1)


def test_an_address_that_comes_back_gets_the_alert() -> None:
    desk = Desk(refusing=URLS)
    case = desk.scene.open_case()
    desk.deliver()
    desk.sender.refusing.clear()

    desk.clock.advance(seconds=10)

    assert desk.deliver() == Deliveries(delivered=2)
    assert desk.records.alert_status(case.id) is AlertStatus.DELIVERED


def test_waits_double_up_to_the_longest_and_then_the_alert_is_given_up_visibly() -> None:
    desk = Desk(refusing=URLS)
    case = desk.scene.open_case()
    found = []
    for wait in (0, 10, 20, 40):
        desk.clock.advance(seconds=max(0, wait - 1))
        early = desk.deliver() if wait else None
        desk.clock.advance(seconds=1 if wait else 0)
        found.append((early, desk.deliver()))
    nothing = Deliveries()

    assert found == [
        (None, Deliveries(failed=2)),
        (nothing, Deliveries(failed=2)),
        (nothing, Deliveries(failed=2)),
        (nothing, Deliveries(given_up=2)),
    ]
    assert desk.records.alert_status(case.id) is AlertStatus.UNREACHABLE
    desk.clock.advance(days=1)
    assert desk.deliver() == nothing


def test_an_address_that_hangs_does_not_hold_up_the_others() -> None:
    class OneHangs(RecordingSender):
        freed = threading.Event()

        def send(self, url: str, title: str, body: str, key: str) -> bool:
            if url == URLS[0]:
                return self.freed.wait(20)
            self.freed.set()
            return super().send(url, title, body, key)

    desk = Desk()
    desk.scene.open_case()

    assert Alerting(desk.records, OneHangs(), desk.clock).deliver_due(10) == Deliveries(delivered=2)


def test_a_sender_that_breaks_its_promise_counts_as_a_failure() -> None:
    class Breaks(RecordingSender):
        def send(self, url: str, title: str, body: str, key: str) -> bool:
            raise RuntimeError

    desk = Desk()
    desk.scene.open_case()
    alerting = Alerting(desk.records, Breaks(), desk.clock, oncall=ONCALL)

    assert alerting.deliver_due(10) == Deliveries(failed=2)
    assert alerting.page_directly(Severity.IMMINENT) is False


def test_an_alert_sent_while_the_records_died_goes_out_again_rather_than_never() -> None:
    class DiesAfterSending(RecordingSender):
        def send(self, url: str, title: str, body: str, key: str) -> bool:
            desk.records.down = True
            return super().send(url, title, body, key)

    desk = Desk()
    desk.scene.open_case()
    with pytest.raises(RecordsUnavailable):
        Alerting(desk.records, DiesAfterSending(), desk.clock).deliver_due(10)
    desk.records.down = False
    leased = desk.deliver()
    desk.clock.advance(seconds=LEASE.total_seconds())

    assert leased == Deliveries()
    assert desk.deliver().delivered == len(URLS)
    assert len({sent.key for sent in desk.sender.sent}) == len(URLS)


def test_a_direct_page_needs_no_records() -> None:
    desk = Desk()
    desk.records.down = True

    assert desk.alerting.page_directly(Severity.IMMINENT) is True

    assert sorted(desk.sender.urls) == sorted(URLS)


def test_a_direct_page_taken_by_one_of_two_addresses_was_handed_over() -> None:
    assert Desk(refusing=URLS[:1]).alerting.page_directly(Severity.ELEVATED) is True


def test_a_direct_page_that_nobody_took_was_not_handed_over() -> None:
    assert Desk(refusing=URLS).alerting.page_directly(Severity.ELEVATED) is False


def test_without_addresses_nobody_is_paged_directly() -> None:
    desk = Desk()

    assert Alerting(desk.records, desk.sender, desk.clock).page_directly(Severity.IMMINENT) is False


def test_a_case_about_staff_is_sent_to_nobody() -> None:
    desk = Desk()
    desk.scene.record(opening(Severity.IMMINENT, restricted=True))

    assert desk.deliver() == Deliveries()
