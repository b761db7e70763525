"""What a suite makes of an observation: marks, what went wrong, and whether that is grave."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from evals.measuring.case import EvalCase
from evals.measuring.rates import Marks, Measure
from evals.measuring.seen import AS_WRITTEN, Observation, Seen
from evals.suites.suite import Suite

_NOTHING = Seen(Tier.NONE, Route.ANSWER, text="")


def marks_of(suite: Suite, case: EvalCase, observation: Observation | None) -> Marks:
    """The marks; all of them undecided when the target gave nothing."""
    if observation is None:
        return dict.fromkeys(suite.score(case, {AS_WRITTEN: _NOTHING}), None)
    return suite.score(case, observation)


def failures(measures: Sequence[Measure], marks: Marks) -> tuple[str, ...]:
    """The measures whose mark is not what is hoped for; by any of two readings of a label counts as one."""
    return tuple(
        m.title for m in measures if marks.get(m.key) is not None and marks[m.key] is not m.wanted and not m.lenient
    )


def is_grave(measures: Sequence[Measure], failed: Collection[str]) -> bool:
    """Whether one of what went wrong is among the worst there are."""
    return any(measure.grave and measure.title in failed for measure in measures)
