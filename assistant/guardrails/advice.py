"""Second opinions asked beside the rails: started first, waited for last, and never able to hold a message up."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import structlog

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal
from assistant.ports import InputRail

_log = structlog.get_logger(__name__)


class Advice:
    """Advisers with the time they have together; one that fails is reported once, until it answers again."""

    def __init__(self, advisers: Sequence[InputRail] = (), time_limit_s: float = 3.0) -> None:
        self._advisers = tuple(advisers)
        self._time_limit_s = time_limit_s
        self._failing: set[str] = set()

    def ask(self, reading: Reading) -> Asked:
        """Every adviser, each in a thread of its own; returns at once."""
        return Asked([_Question(adviser, reading) for adviser in self._advisers], self._time_limit_s, self._failing)


class Asked:
    """Questions that are on their way."""

    def __init__(self, questions: Sequence[_Question], time_limit_s: float, failing: set[str]) -> None:
        self._questions = questions
        self._deadline = time.monotonic() + time_limit_s
        self._failing = failing

    def answers(self) -> tuple[tuple[Signal, ...], tuple[str, ...]]:
        """What was answered in time, and the names of the advisers that failed. Never raises."""
        signals: list[Signal] = []
        failed: list[str] = []
        for question in self._questions:
            question.done.wait(max(0.0, self._deadline - time.monotonic()))
            found = _sound(question.result)
            if found is None:
                failed.append(question.name)
                self._report(question)
            else:
                self._failing.discard(question.name)
                signals += found
        return tuple(signals), tuple(failed)

    def _report(self, question: _Question) -> None:
        if question.name not in self._failing:
            self._failing.add(question.name)
            kind = type(question.result).__name__ if question.done.is_set() else "time limit"
            _log.warning("second_opinion_failed", adviser=question.name, error=kind)


class _Question:
    def __init__(self, adviser: InputRail, reading: Reading) -> None:
        self._adviser = adviser
        self._reading = reading
        self.name = adviser.name
        self.result: object = None
        self.done = threading.Event()
        threading.Thread(target=self._ask, name="second-opinion", daemon=True).start()

    def _ask(self) -> None:
        try:
            self.result = self._adviser.read(self._reading)
        except Exception as error:  # noqa: BLE001 - an adviser that fails leaves the local result
            self.result = error
        self.done.set()


def _sound(result: object) -> tuple[Signal, ...] | None:
    """The result when it is a tuple of signals of danger, else None."""
    if not isinstance(result, tuple) or not all(isinstance(s, Signal) and s.concern for s in result):
        return None
    return result
