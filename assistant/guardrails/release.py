"""Lets a draft out only when every output rail has passed it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import structlog

from assistant.domain.replies import Draft, Verdict
from assistant.ports import OutputRail

_log = structlog.get_logger(__name__)


class Release:
    """The output rails together: strictest wins, and a broken rail rejects."""

    def __init__(self, rails: Sequence[OutputRail], time_limit_s: float = 5.0) -> None:
        self._rails = tuple(rails)
        self._time_limit_s = time_limit_s

    def check(self, draft: Draft) -> tuple[Verdict, ...]:
        """One verdict for each rail, in order; never raises. Without any rail there is one failing verdict."""
        if not self._rails:
            return (_broken("release", "no output rail is configured"),)
        desk = _Desk(self._rails, draft)
        desk.run(self._time_limit_s)
        return tuple(
            _sound(rail.name, desk.results[place]) if place < len(desk.results) else _broken(rail.name, "time limit")
            for place, rail in enumerate(self._rails)
        )

    def passed(self, draft: Draft) -> bool:
        """Whether every rail passed the draft."""
        return all(verdict.passed for verdict in self.check(draft))


class _Desk:
    """One thread that reads the draft with each rail; it is abandoned when it takes too long."""

    def __init__(self, rails: Sequence[OutputRail], draft: Draft) -> None:
        self._rails = rails
        self._draft = draft
        self._done = threading.Event()
        self.results: tuple[object, ...] = ()

    def run(self, time_limit_s: float) -> None:
        deadline = time.monotonic() + time_limit_s
        threading.Thread(target=self._read, name="output-rails", daemon=True).start()
        self._done.wait(max(0.0, deadline - time.monotonic()))

    def _read(self) -> None:
        for rail in self._rails:
            try:
                result: object = rail.check(self._draft)
            except Exception as error:  # noqa: BLE001 - whatever a rail raises is a rejection
                result = error
            self.results = (*self.results, result)
        self._done.set()


def _sound(name: str, result: object) -> Verdict:
    if isinstance(result, Verdict) and result.rail == name:
        return result
    return _broken(name, type(result).__name__ if isinstance(result, Exception) else "no verdict")


def _broken(name: str, reason: str) -> Verdict:
    _log.error("output_rail_failed", rail=name, error=reason)
    return Verdict(name, passed=False, reasons=(f"the rail failed: {reason}",))
