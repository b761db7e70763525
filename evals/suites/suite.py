"""A suite: cases, how they are put to a target, and the marks that earns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.measuring.case import EvalCase
from evals.measuring.rates import Marks, Measure
from evals.measuring.seen import AS_WRITTEN, Observation
from evals.targets.target import Target

Solve = Callable[[Target, EvalCase], Observation]


@dataclass(frozen=True, slots=True)
class Suite:
    """What inspect-ai calls a task: data set, solver and scorer."""

    name: str
    title: str
    splits: tuple[str, ...]
    read: Callable[[str], Sequence[EvalCase]]
    """Its cases of a split. Raises ValueError when they cannot be read."""
    solve: Solve
    """Puts a case to a target; whatever it raises leaves the case undecided."""
    score: Callable[[EvalCase, Observation], Marks]
    measures: tuple[Measure, ...]
    fingerprint: Callable[[str], str]
    """The SHA-256 of a split's files."""
    groupings: tuple[str, ...] = ()
    """The groups of its cases by which the rates are also given."""
    expected: str = ""
    """The group whose first value labels the rows of the confusion matrix; "" for none."""
    found: Callable[[Observation], str] | None = None
    """The column of the confusion matrix."""
    serial: bool = False
    """Whether cases must be put one at a time with nothing beside them, because time is measured."""
    own: bool = False
    """Whether it needs the assistant's own parts (records, alerts): for no other target, and one case at a time."""


def seen_only(target: Target, case: EvalCase) -> Observation:
    """Ask for tier and route."""
    return {AS_WRITTEN: target.see(case.talk)}


def replied(target: Target, case: EvalCase) -> Observation:
    """Ask for the reply."""
    return {AS_WRITTEN: target.reply(case.talk)}
