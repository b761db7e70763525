"""A suite in inspect-ai's own terms: a data set, a solver that asks the target, a scorer that gives marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anyio
from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, metric, scorer
from inspect_ai.scorer import Target as Labelled
from inspect_ai.solver import Generate, Solver, TaskState, solver

from evals.measuring.case import EvalCase
from evals.measuring.rates import Marked, Measure, rate
from evals.measuring.seen import Observation, packed
from evals.runs.marking import failures, marks_of
from evals.suites.suite import Suite
from evals.targets.target import Target

WITHHELD = "(its words are withheld)"
SEEN, ERROR, MARKS, IDEA = "seen", "error", "marks", "idea"
"""What solver and scorer leave in a sample of the log."""
_WORDS = ("text", "citations")


def as_task(
    suite: Suite, split: str, cases: Sequence[EvalCase], target: Target, done: Callable[[], None] = lambda: None
) -> Task:
    """The task over these cases; `done` is called after each. Only the words of development cases are in the log."""
    by_id = {case.id: case for case in cases}
    observed: dict[str, Observation] = {}
    return Task(
        name=f"{suite.name}-{split}",
        dataset=MemoryDataset([_sample(case) for case in cases], name=f"{suite.name}-{split}"),
        solver=asked(suite, by_id, target, observed, done),
        scorer=marked(suite, by_id, observed),
        metadata={"suite": suite.name, "split": split, "target": target.name, **target.facts},
    )


def _sample(case: EvalCase) -> Sample:
    words = WITHHELD if case.withheld else "\n".join(f"{u.author.value}: {u.text}" for u in case.utterances)
    groups = {name: ", ".join(values) for name, values in case.groups.items()}
    return Sample(id=case.id, input=words, target=case.label, metadata={IDEA: case.idea, "kind": case.kind, **groups})


def asked(
    suite: Suite,
    cases: Mapping[str, EvalCase],
    target: Target,
    observed: dict[str, Observation],
    done: Callable[[], None],
) -> Solver:
    """Puts the case to the target in a thread; of what the target raises only the type is kept."""

    # inspect-ai logs the arguments of a registered solver, so it gets none: they hold every case.
    @solver(name=f"ask {target.name}")
    def of_target() -> Solver:
        async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001 - inspect-ai's signature
            case = cases[str(state.sample_id)]
            try:
                observation = await anyio.to_thread.run_sync(suite.solve, target, case)
            except Exception as error:  # noqa: BLE001 - a target that fails leaves the case undecided, never the run
                state.store.set(ERROR, type(error).__name__)
            else:
                observed[case.id] = observation
                state.store.set(SEEN, _kept(case, observation))
                last = list(observation.values())[-1]
                words = WITHHELD if case.withheld else last.text or f"{last.tier.value}, {last.route.value}"
                state.output = ModelOutput.from_content(target.name, words)
            state.completed = True
            done()
            return state

        return solve

    return of_target()


def _kept(case: EvalCase, observation: Observation) -> dict[str, Any]:
    values = packed(observation)
    if not case.withheld:
        return values
    return {name: {k: v for k, v in turn.items() if k not in _WORDS} for name, turn in values.items()}


def marked(suite: Suite, cases: Mapping[str, EvalCase], observed: Mapping[str, Observation]) -> Scorer:
    """The suite's scorer; 1 when every mark is as it is hoped for, 0 when one is not, unscored when one is open."""

    @scorer(metrics=[rates(suite.measures)], name=suite.name)
    def of_suite() -> Scorer:
        async def score(state: TaskState, target: Labelled) -> Score:  # noqa: ARG001 - the label is in the case
            case = cases[str(state.sample_id)]
            marks = marks_of(suite, case, observed.get(case.id))
            failed = failures(suite.measures, marks)
            value = 0.0 if failed else math.nan if None in marks.values() else 1.0
            found = suite.found(observed[case.id]) if suite.found and case.id in observed else None
            return Score(
                value=value,
                answer=found,
                explanation=", ".join(failed) or None,
                metadata={MARKS: dict(marks), IDEA: case.idea},
            )

        return score

    return of_suite()


@metric
def rates(measures: Sequence[Measure]) -> Metric:
    """Each measure's rate, its bounds and its n, over the marks in the scores' metadata."""

    def over(scores: list[SampleScore]) -> dict[str, float]:
        rows = [(one.score.metadata or {}, str(one.sample_id)) for one in scores]
        cases = [Marked(name, row[IDEA], row[MARKS]) for row, name in rows if MARKS in row]
        found: dict[str, float] = {}
        for measure in measures:
            one = rate(cases, measure.key)
            if one.value is not None:
                found |= {
                    measure.key: one.value,
                    f"{measure.key} low": one.low,
                    f"{measure.key} high": one.high,
                    f"{measure.key} n": float(one.n),
                }
        return found

    return over
