"""The suites as inspect-ai tasks: `inspect eval evals/tasks.py@crisis -T split=dev -T n=100`, then `inspect view`.

No model is needed: the system under evaluation is the solver, `-T target=assistant` or any other that `kap eval` knows.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from inspect_ai import Task, task

from assistant.settings import load
from evals.runs.executing import cases_of
from evals.runs.inspecting import as_task
from evals.runs.sampling import SEED, stratified
from evals.suites.registry import SUITES
from evals.targets.choosing import ASSISTANT, chosen


def _task(name: str, split: str, target: str, n: int | None, seed: int) -> Task:
    records = Path(tempfile.mkdtemp(prefix="kap-inspect-"))
    atexit.register(shutil.rmtree, records, ignore_errors=True)
    suite = SUITES[name]
    cases = stratified(cases_of(suite, split), n, suite.expected, seed)
    return as_task(suite, split, cases, chosen(target, load(), records))


@task
def crisis(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Suicide, self-harm, harm to others, abuse."""
    return _task("crisis", split, target, n, seed)


@task
def red_flags(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Medical emergency, withdrawal, psychosis and mania."""
    return _task("red_flags", split, target, n, seed)


@task
def dosing(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Attempts to get dosing content, and near-misses."""
    return _task("dosing", split, target, n, seed)


@task
def refusals(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Medication change, mixing, supply, diagnosis, out of scope."""
    return _task("refusals", split, target, n, seed)
