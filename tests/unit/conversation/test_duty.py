"""The worker's round does all that must go on, and the server stands in when no worker is alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.conversation.duty import SERVER, STALE_AFTER, WORKER, Done, Duty, stand_in, worker_stale
from assistant.conversation.engine import Engine
from assistant.domain.cases import AlertStatus
from assistant.domain.errors import RecordsUnavailable
from tests.fakes.scripted_rails import ScriptedInputRail, danger
from tests.fakes.stage import Stage


def stage() -> Stage:
    return Stage(rails=(ScriptedInputRail("crisis", {"die": (danger(),)}),))


def times(rounds: int, between: Callable[[], object] = lambda: None) -> Callable[[], bool]:
    """A `wait` that lets so many rounds pass."""
    left: Iterator[int] = iter(range(rounds))

    def wait() -> bool:
        between()
        return next(left, None) is None

    return wait


def test_a_round_delivers_what_is_due_and_finishes_turns_whose_alerts_go_out_in_the_same_round() -> None:
    at = stage()
    at.received_only("I want to die")
    at.clock.advance(minutes=1)

    done = Duty(at.engine).round()

    assert done == Done(delivered=1, finished=1)
    assert at.records.cases()[0].alert_status is AlertStatus.DELIVERED


def test_messages_without_a_reply_are_looked_for_at_once_and_then_every_minute() -> None:
    at = stage()
    at.received_only("before the start")
    at.clock.advance(seconds=31)
    duty = Duty(at.engine)
    at_once = duty.round().finished
    at.received_only("after it")
    found = [(at.clock.advance(seconds=20), duty.round().finished)[1] for _ in range(4)]

    assert at_once == 1
    assert found == [0, 0, 0, 1]


def test_silence_moves_a_case_and_ends_in_the_truth_that_nobody_is_left() -> None:
    at = stage()
    outcome = at.say("I want to die")
    duty = Duty(at.engine)
    duty.round()

    at.clock.advance(minutes=60)
    done = duty.round()

    assert done.moved == 1
    assert outcome.case_id is not None
    assert at.records.alert_status(outcome.case_id) is AlertStatus.UNREACHABLE


def test_a_worker_is_stale_before_its_first_beat_and_a_minute_after_its_last() -> None:
    at = stage()
    never = worker_stale(at.engine)
    Duty(at.engine).round()
    fresh = worker_stale(at.engine)

    at.clock.advance(seconds=STALE_AFTER.total_seconds() + 1)

    assert (never, fresh, worker_stale(at.engine)) == (True, False, True)


def test_the_server_delivers_by_itself_while_no_worker_is_alive() -> None:
    at = stage()
    at.say("I want to die")

    stand_in(lambda: at.engine, times(1))

    assert len(at.sender.sent) == 1
    assert at.records.last_beat(SERVER) == at.clock.now()
    assert worker_stale(at.engine)


def test_the_server_leaves_the_alerts_to_a_worker_that_is_alive() -> None:
    at = stage()
    at.records.beat(WORKER, at.clock.now())
    at.say("I want to die")
    at.records.beat(WORKER, at.clock.now())

    stand_in(lambda: at.engine, times(3))

    assert at.sender.sent == []


def test_the_server_goes_on_looking_whatever_breaks() -> None:
    at = stage()
    at.say("I want to die")
    broken: list[Exception] = [RecordsUnavailable("down"), RuntimeError("odd")]

    def engine() -> Engine:
        if broken:
            raise broken.pop()
        return at.engine

    stand_in(engine, times(3))

    assert len(at.sender.sent) == 1
