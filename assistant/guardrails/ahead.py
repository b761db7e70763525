"""Begins on another thread what will soon be wanted, so that it is ready when somebody asks for it."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_THREADS = 2


class Ahead:
    """A few shared threads; they start with the first work, and a program that ends waits for what they are at.

    The work must be such that whoever asks for its result makes it when it is not there (see `Once`): nothing here
    is waited for, and when every thread is busy nothing is begun, so that nothing queues up.
    """

    def __init__(self, threads: int = _THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ahead")
        self._free = threading.Semaphore(threads)

    def begin(self, work: Callable[[], object]) -> None:
        """Do the work beside the caller; returns at once and never raises.

        A failure is dropped without a trace: who asks for the result tries again, and meets it there.
        """
        if not self._free.acquire(blocking=False):
            return
        try:
            # With the caller's context, so that what the work logs names the turn.
            self._pool.submit(contextvars.copy_context().run, self._do, work)
        except RuntimeError:  # the program is ending
            self._free.release()

    def _do(self, work: Callable[[], object]) -> None:
        try:
            with contextlib.suppress(Exception):
                work()
        finally:
            self._free.release()
