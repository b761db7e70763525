from __future__ import annotations

import threading
from queue import SimpleQueue

from assistant.guardrails.spare_threads import SpareThreads


def done_by(threads: SpareThreads) -> int:
    at_work: SimpleQueue[int] = SimpleQueue()
    threads.run(lambda: at_work.put(threading.get_ident()))
    return at_work.get(timeout=5)


def until_waiting(threads: SpareThreads) -> None:
    for _ in range(500):
        if threads._waiting:
            return
        threading.Event().wait(0.01)


def test_a_thread_that_ended_its_work_does_the_next() -> None:
    threads = SpareThreads("spare")
    first = done_by(threads)
    until_waiting(threads)

    assert done_by(threads) == first


def test_work_that_hangs_holds_up_no_other() -> None:
    threads = SpareThreads("spare")
    release = threading.Event()
    threads.run(lambda: release.wait(20))

    assert done_by(threads)
    release.set()


def test_no_more_threads_wait_than_are_wanted() -> None:
    threads = SpareThreads("spare", most_waiting=0)

    assert done_by(threads)
    assert not threads._waiting
