"""Threads that wait for the next work, because starting one takes longer than many a rail reads."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue

_MOST_WAITING = 8

_Work = Callable[[], object]


class SpareThreads:
    """Does each work at once in a daemon thread of its own: one that waits, or else a new one. Safe in several threads.

    A thread that hangs in its work is missed by nobody: it waits again if its work ever ends.
    """

    def __init__(self, name: str, most_waiting: int = _MOST_WAITING) -> None:
        self._name = name
        self._most_waiting = most_waiting
        self._waiting: deque[SimpleQueue[_Work]] = deque()
        # A child process has none of its parent's threads.
        os.register_at_fork(after_in_child=self._waiting.clear)

    def run(self, work: _Work) -> None:
        """Begin the work; returns at once. A work that raises ends its thread, as it would any."""
        try:
            inbox = self._waiting.pop()
        except IndexError:
            inbox = SimpleQueue()
            threading.Thread(target=self._serve, args=(inbox,), name=self._name, daemon=True).start()
        inbox.put(work)

    def _serve(self, inbox: SimpleQueue[_Work]) -> None:
        while True:
            inbox.get()()
            if len(self._waiting) >= self._most_waiting:
                return
            self._waiting.append(inbox)
