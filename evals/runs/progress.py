"""Says on standard error how far a run has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_EVERY_S = 5.0


class Progress:
    """Counts what is done and prints a line now and then: how many, how quick, how long still."""

    def __init__(
        self, title: str, total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._title, self._total = title, total
        self._stream = stream or sys.stderr
        self._clock = clock
        self._began = self._told = clock()
        self._done = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = self._clock()
        if now - self._told >= _EVERY_S or self._done == self._total:
            self._told = now
            self._say(now - self._began)

    def _say(self, seconds: float) -> None:
        rate = self._done / seconds if seconds else 0.0
        left = f", about {(self._total - self._done) / rate:.0f} s left" if rate and self._done < self._total else ""
        print(f"{self._title}: {self._done} of {self._total}, {rate:.1f} a second{left}", file=self._stream, flush=True)
