"""A draft leaves only when every rail says so, whatever a rail does."""

import threading
import time

import pytest

from assistant.domain.replies import Draft, DraftSentence, Verdict
from assistant.guardrails.release import Release

DRAFT = Draft((DraftSentence("Rest is part of care.", "rest#evening"),), "fake", "v1")


class Passing:
    name: str = "passing"

    def check(self, draft: Draft) -> Verdict:
        return Verdict(self.name, passed=True)


class Rejecting:
    name = "rejecting"

    def check(self, draft: Draft) -> Verdict:
        return Verdict(self.name, passed=False, reasons=("no",))


class Odd:
    """A rail that returns or raises what it is given."""

    name = "odd"

    def __init__(self, result: object) -> None:
        self._result = result

    def check(self, draft: Draft) -> Verdict:
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result  # type: ignore[return-value]


class Hanging:
    """A rail that waits until the test lets go of it."""

    name = "hanging"

    def __init__(self) -> None:
        self.free = threading.Event()

    def check(self, draft: Draft) -> Verdict:
        self.free.wait(30)
        return Verdict(self.name, passed=True)


NONSENSE = (
    None,
    True,
    "passed",
    (),
    Verdict("somebody_else", passed=True),
    RuntimeError("Take the words of a patient"),
    RecursionError(),
    MemoryError(),
)


def test_a_draft_that_every_rail_passes_leaves() -> None:
    assert Release([Passing(), Passing()]).passed(DRAFT)


def test_one_rejection_is_enough() -> None:
    assert not Release([Passing(), Rejecting(), Passing()]).passed(DRAFT)


def test_without_rails_nothing_leaves() -> None:
    assert not Release([]).passed(DRAFT)


@pytest.mark.parametrize("result", NONSENSE, ids=repr)
def test_a_broken_rail_rejects_and_is_named(result: object) -> None:
    verdicts = Release([Passing(), Odd(result), Passing()]).check(DRAFT)

    assert [(v.rail, v.passed) for v in verdicts] == [("passing", True), ("odd", False), ("passing", True)]


def test_the_reason_of_a_broken_rail_does_not_repeat_the_error_text() -> None:
    verdicts = Release([Odd(RuntimeError("Take the words of a patient"))]).check(DRAFT)

    assert not any("patient" in reason for verdict in verdicts for reason in verdict.reasons)


def test_a_rail_that_hangs_rejects_within_the_time_limit() -> None:
    hanging = Hanging()
    began = time.monotonic()

    verdicts = Release([Passing(), hanging, Passing()], time_limit_s=0.1).check(DRAFT)

    hanging.free.set()
    assert time.monotonic() - began < 5
    assert [v.passed for v in verdicts] == [True, False, False]


def test_every_rail_gets_a_verdict_in_order() -> None:
    verdicts = Release([Rejecting(), Passing()]).check(DRAFT)

    assert [v.rail for v in verdicts] == ["rejecting", "passing"]
