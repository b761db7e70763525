"""Puts one case of a data set to the assistant that is running."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.conversation.engine import Engine
from assistant.domain.errors import EvaluationGone
from assistant.domain.evaluation import CaseKey, Outcome
from assistant.settings import Settings
from evals import reviewed
from evals.console.values import titled, turns_of
from evals.measuring.case import EvalCase
from evals.measuring.seen import Observation
from evals.runs.marking import failures, is_grave, marks_of
from evals.suites.registry import SUITES
from evals.suites.suite import Suite
from evals.targets.running import Running
from evals.targets.sink import Sink
from evals.targets.target import Target


@contextmanager
def beside(engine: Engine, settings: Settings) -> Iterator[Target]:
    """The running assistant with records and a pager that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kap-replay-") as folder:
        target = Running(engine, settings, Path(folder), Sink())
        try:
            yield target
        finally:
            target.close()


def replay(key: CaseKey, target: Target) -> Outcome:
    """What comes of the case now. Raises EvaluationGone."""
    suite, case = _found(key)
    try:
        observation = suite.solve(target, case)
    except Exception as error:  # noqa: BLE001 - as in a run: it stays undecided, and only the error's type is told
        return _outcome(suite, case, None, type(error).__name__)
    return _outcome(suite, case, observation, "")


def _outcome(suite: Suite, case: EvalCase, observation: Observation | None, error: str) -> Outcome:
    marks = marks_of(suite, case, observation)
    failed = failures(suite.measures, marks)
    return Outcome(
        turns=turns_of(observation or {}, hidden=case.withheld),
        marks=titled(suite.name, marks),
        failed=failed,
        grave=is_grave(suite.measures, failed),
        error=error,
    )


def _found(key: CaseKey) -> tuple[Suite, EvalCase]:
    suite = SUITES.get(key.suite)
    if suite is None or key.suite == reviewed.NAME:
        # They are a clinic's own conversations, masked: nothing of them is put on a page.
        raise EvaluationGone(f"Cases of {key.suite} are not put again here.")
    try:
        cases = suite.read(key.split)
    except (OSError, KeyError, TypeError, ValueError):
        raise EvaluationGone(f"The {key.split} cases of {key.suite} cannot be read here. See docs/evals.md.") from None
    for case in cases:
        if case.id == key.id:
            return suite, case
    raise EvaluationGone(f"{key.id} is in no data set any more: it was only part of the stored run.")
