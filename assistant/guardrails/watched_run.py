"""Runs rails in a worker thread, so that one that hangs or breaks takes only itself down."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Sequence

import structlog

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal
from assistant.guardrails.spare_threads import SpareThreads
from assistant.ports import InputRail

_log = structlog.get_logger(__name__)
_THREADS = SpareThreads("rails")


class _Worker:
    """One thread's walk through some rails, in order; `at` is the rail it is reading with."""

    def __init__(self, rails: Sequence[InputRail], reading: Reading) -> None:
        self._rails = rails
        self._reading = reading
        self.results: list[object] = []
        self.began = time.monotonic()
        self.going_on = threading.Lock()
        self.going_on.acquire()
        self.abandoned = False

    def start(self) -> None:
        # With the caller's context, so that what a rail logs names the turn.
        walk = contextvars.copy_context().run
        _THREADS.run(lambda: walk(self._walk))

    def _walk(self) -> None:
        for rail in self._rails:
            self.began = time.monotonic()
            try:
                result: object = rail.read(self._reading)
            except Exception as error:  # noqa: BLE001 - whatever a rail raises is the strict answer
                result = error
            if self.abandoned:
                return
            self.results.append(result)
        self.going_on.release()


def run_rails(
    rails: Sequence[InputRail], reading: Reading, time_limit_s: float
) -> tuple[tuple[Signal, ...], tuple[str, ...]]:
    """What the rails found, and the names of those that broke: raised, took too long or returned nonsense."""
    signals: list[Signal] = []
    failed: list[str] = []
    remaining = list(rails)
    while remaining:
        worker = _Worker(remaining, reading)
        worker.start()
        results = _awaited(worker, time_limit_s)
        for rail, result in zip(remaining, results, strict=False):
            found = _sound(result, len(reading.message))
            if found is None:
                failed.append(rail.name)
                _log.error("rail_failed", rail=rail.name, error=type(result).__name__)
            else:
                signals += found
        if len(results) < len(remaining):
            slow = remaining[len(results)]
            failed.append(slow.name)
            _log.error("rail_failed", rail=slow.name, error="time limit")
        remaining = remaining[len(results) + 1 :]
    return tuple(signals), tuple(failed)


def _awaited(worker: _Worker, time_limit_s: float) -> list[object]:
    """The results of the rails that ended in time; fewer than there are rails when the next one hangs."""
    left = time_limit_s
    while not worker.going_on.acquire(timeout=max(0.0, left)):
        left = worker.began + time_limit_s - time.monotonic()
        if left <= 0:
            worker.abandoned = True
            break
    return list(worker.results)


def _sound(result: object, length: int) -> tuple[Signal, ...] | None:
    """The result when it is a tuple of signals inside the message, else None."""
    if not isinstance(result, tuple):
        return None
    if not all(isinstance(signal, Signal) and signal.span.end <= length for signal in result):
        return None
    return result
