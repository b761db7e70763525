"""Runs a suite over a split and adds it up."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evals.safety.perturbations import PERTURBATIONS
from evals.suites.measures import Scored
from evals.suites.progress import Progress
from evals.suites.registry import Suite
from evals.suites.runs import Run, commit
from evals.suites.target import Target
from evals.suites.trials import Sample, run


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, and the scored cases behind it."""

    run: Run
    scored: tuple[Scored[Any], ...]


def measure(
    suite: Suite[Any], split: str, target: Target, *, changed: bool = True, sample: int | None = None
) -> Measured:
    """Put every case of the split, or a seeded sample, to the target.

    Raises ValueError when the data cannot be read.
    """
    cases = _chosen(_read(suite, split), sample)
    samples: Sequence[Sample] = [suite.sample(case) for case in cases]
    changes = tuple(PERTURBATIONS) if changed else ()
    progress = Progress(f"{suite.name}, {split}, {target.name}", len(samples))
    began = time.monotonic()
    trials = run(target, samples, changes, progress.step)
    scored = tuple(Scored(case, trial) for case, trial in zip(cases, trials, strict=True))
    found = Run(
        suite=suite.name,
        split=split,
        target=target.name,
        made=f"{datetime.now(UTC):%Y-%m-%d}",
        commit=commit(),
        data_sha256=suite.fingerprint(split),
        cases=len(cases),
        seconds=round(time.monotonic() - began, 1),
        tables=suite.tables(scored),
        wrong=tuple(_wrong(suite, one) for one in scored if suite.wrong(one.case, one.trial.as_written)),
        failed_rails=tuple(dict.fromkeys(name for trial in trials for name in trial.failed)),
    )
    return Measured(found, scored)


def _read(suite: Suite[Any], split: str) -> tuple[Any, ...]:
    try:
        cases = suite.read(split)
    except (OSError, KeyError, TypeError) as error:
        raise ValueError(f"the {split} split of {suite.name} cannot be read: {type(error).__name__} {error}") from error
    if not cases:
        raise ValueError(f"there are no cases in the {split} split of {suite.name}")
    return cases


def _chosen(cases: Sequence[Any], sample: int | None) -> list[Any]:
    """All, or so many at random; the same ones each time."""
    if sample is None or sample >= len(cases):
        return list(cases)
    return random.Random(sample).sample(list(cases), sample)  # noqa: S311 - repeatable, not secret


def _wrong(suite: Suite[Any], one: Scored[Any]) -> str:
    """The case's id, its label, what was found and by which rules; never its text."""
    seen = one.trial.as_written
    return f"{one.trial.id} {suite.label(one.case)} → {suite.found(seen)} ({', '.join(seen.rules) or 'no rule'})"
