"""Runs suites through inspect-ai and adds them up."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from inspect_ai import eval as inspect_eval
from inspect_ai.log import EvalSample

from evals.measuring.case import EvalCase
from evals.measuring.sampling import SEED, stratified
from evals.runs.figures import added_up
from evals.runs.inspecting import ERROR, MARKS, SEEN, as_task
from evals.runs.marking import failures, is_grave, marks_of
from evals.runs.record import LOGS, CaseRow, RunRow, SuiteRow
from evals.suites.suite import Suite
from evals.targets.target import Target

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("inspect-ai", "onnxruntime", "tokenizers", "chromadb", "numpy", "torch")

Progress = Callable[[str, int], Callable[[], None]]
"""Given a title and a number of cases, what is to be called after each case."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run and the cases behind it."""

    run: RunRow
    cases: tuple[CaseRow, ...]


def execute(
    parts: Sequence[tuple[Suite, str]],
    target: Target,
    folder: Path,
    *,
    sample: int | None = None,
    seed: int = SEED,
    arguments: Sequence[str] = (),
    progress: Progress = lambda _title, _total: lambda: None,
) -> Measured:
    """Put each suite's cases of the split to the target; inspect-ai's logs go below the folder.

    Raises ValueError when data cannot be read.
    """
    began, made = time.monotonic(), datetime.now(UTC)
    suites: list[SuiteRow] = []
    rows: list[CaseRow] = []
    for suite, split in parts:
        every = cases_of(suite, split)
        chosen = stratified(every, sample, suite.expected, seed)
        started = time.monotonic()
        done = progress(f"{suite.name}, {split}, {target.name}", len(chosen))
        samples = _run(suite, split, chosen, target, folder / LOGS, done)
        own = [_row(suite, case, samples.get(case.id)) for case in chosen]
        answers = {name: (one.scores or {}).get(suite.name) for name, one in samples.items()}
        found = {name: score.answer for name, score in answers.items() if score and score.answer}
        suites.append(added_up(suite, split, own, len(every), time.monotonic() - started, found))
        rows += own
    run = RunRow(
        id=f"{made:%Y%m%d-%H%M%S}-{target.name}".replace(" ", "-").replace("/", "-"),
        made=f"{made:%Y-%m-%dT%H:%M:%SZ}",
        commit=commit(),
        target=target.name,
        facts={**target.facts, **_machine(), "seed": str(seed), "sample": str(sample or "all")},
        arguments=tuple(arguments),
        seconds=round(time.monotonic() - began, 1),
        suites=tuple(suites),
    )
    return Measured(run, tuple(rows))


def cases_of(suite: Suite, split: str) -> Sequence[EvalCase]:
    """The cases of the split. Raises ValueError that names it when they cannot be read or there are none."""
    try:
        cases = suite.read(split)
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"the {split} split of {suite.name} cannot be read: {type(error).__name__} {error}") from error
    if not cases:
        raise ValueError(f"there are no cases in the {split} split of {suite.name}")
    return cases


def commit() -> str:
    """The commit that is measured, `+` when files differ from it, `unknown` outside a repository."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _run(
    suite: Suite, split: str, cases: Sequence[EvalCase], target: Target, logs: Path, done: Callable[[], None]
) -> dict[str, EvalSample]:
    (log,) = inspect_eval(
        as_task(suite, split, cases, target, done),
        model="none",
        display="none",
        log_dir=str(logs),
        log_realtime=False,
        log_buffer=500,
        max_samples=_beside(suite),
        fail_on_error=False,
        score_display=False,
    )
    return {str(one.id): one for one in log.samples or ()}


def _beside(suite: Suite) -> int:
    """How many cases are put at once: one a processor, but one by one where time or shared records are measured."""
    return 1 if suite.serial or suite.own else os.cpu_count() or 1


def _row(suite: Suite, case: EvalCase, sample: EvalSample | None) -> CaseRow:
    score = (sample.scores or {}).get(suite.name) if sample else None
    kept: Mapping[str, Any] = sample.store if sample else {}
    marks = (score.metadata or {})[MARKS] if score else marks_of(suite, case, None)
    wrong = failures(suite.measures, marks)
    return CaseRow(
        suite=suite.name,
        split=case.split,
        id=case.id,
        idea=case.idea,
        label=case.label,
        kind=case.kind,
        groups=case.groups,
        marks=marks,
        failed=wrong,
        grave=is_grave(suite.measures, wrong),
        seen=kept.get(SEEN, {}),
        error=str(kept.get(ERROR, "")),
        patient=() if case.withheld else case.patient_texts,
        why="" if case.withheld else case.why,
    )


def _machine() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
