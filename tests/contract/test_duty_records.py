"""What DutyRecords promises, and the leases of AlertRecords."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from assistant.domain.cases import Severity
from assistant.ports import Records
from tests.contract.scenes import URLS, Scene
from tests.fakes.clock import SteppedClock

LEASE = timedelta(seconds=45)
PLACES = {"hash-1": "first", "hash-2": "second"}


def lease(scene: Scene, limit: int = 10) -> list[str]:
    now = scene.clock.now()
    return [alert.id for alert in scene.records.lease_alerts(now, now + LEASE, limit)]


def test_a_leased_alert_is_nobody_elses_until_its_lease_runs_out(scene: Scene) -> None:
    scene.open_case()
    mine = lease(scene)
    others = lease(scene)
    due = scene.records.due_alerts(scene.clock.now(), 10)

    scene.clock.advance(seconds=45)

    assert len(mine) == len(URLS)
    assert (others, due) == ([], ())
    assert sorted(lease(scene)) == sorted(mine)


def test_leases_go_to_the_strictest_first_and_no_further_than_the_limit(scene: Scene) -> None:
    Scene.of(scene.records, scene.clock).open_case(Severity.ELEVATED)
    Scene.of(scene.records, scene.clock).open_case(Severity.IMMINENT)
    now = scene.clock.now()

    taken = scene.records.lease_alerts(now, now + LEASE, 3)

    assert [alert.severity for alert in taken] == [Severity.IMMINENT, Severity.IMMINENT, Severity.ELEVATED]


def test_a_failed_alert_is_free_for_everybody_at_its_next_time(scene: Scene) -> None:
    scene.open_case()
    first, _ = lease(scene)

    scene.records.alert_failed(first, scene.clock.now() + timedelta(seconds=10), scene.clock.now())
    scene.clock.advance(seconds=10)

    assert lease(scene) == [first]


def test_twenty_workers_share_the_alerts_without_a_double(records: Records, clock: SteppedClock) -> None:
    for _ in range(15):
        Scene.of(records, clock).open_case()
    gate = threading.Barrier(20)

    def work(_: int) -> list[str]:
        gate.wait()
        taken = []
        while wave := records.lease_alerts(clock.now(), clock.now() + LEASE, 2):
            taken += [alert.id for alert in wave]
        return taken

    with ThreadPoolExecutor(20) as pool:
        found = [alert for mine in pool.map(work, range(20)) for alert in mine]

    assert len(found) == len(set(found)) == 15 * len(URLS)


def test_alerts_given_up_are_listed_newest_first(scene: Scene) -> None:
    scene.open_case()
    given_up = lease(scene)
    for alert_id in given_up:
        scene.records.alert_failed(alert_id, None, scene.clock.now())

    dead = scene.records.dead_alerts(10)

    assert [alert.id for alert in dead] == given_up[::-1]
    assert {(alert.attempts, alert.step) for alert in dead} == {(1, 1)}
    assert len(scene.records.dead_alerts(1)) == 1


def test_a_heartbeat_is_the_last_one_of_that_name(records: Records, clock: SteppedClock) -> None:
    never = records.last_beat("worker")
    records.beat("worker", clock.now())
    at = clock.advance(seconds=5)
    records.beat("worker", at)
    records.beat("server", clock.advance(seconds=5))

    assert (never, records.last_beat("worker")) == (None, at)


def test_a_test_is_complete_when_every_code_was_confirmed(records: Records, clock: SteppedClock) -> None:
    records.keep_alert_test("test", "chain", PLACES, clock.now())
    first = records.confirm_alert_test("hash-1", "os:ada", clock.advance(minutes=1))
    half = records.alerts_tested_at("chain")
    at = clock.advance(minutes=1)

    second = records.confirm_alert_test("hash-2", "os:ada", at)
    again = records.confirm_alert_test("hash-2", "os:ada", clock.advance(minutes=1))

    assert (first, half) == (("first", ("second",)), None)
    assert second == again == ("second", ())
    assert (records.alerts_tested_at("chain"), records.alerts_tested_at("another")) == (at, None)
    assert records.verify_audit() == (2, None)


def test_an_unknown_code_is_none_and_audits_nothing(records: Records, clock: SteppedClock) -> None:
    assert records.confirm_alert_test("hash-1", "os:ada", clock.now()) is None
    assert records.verify_audit() == (0, None)
