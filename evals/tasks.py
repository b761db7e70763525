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
from evals.measuring.sampling import SEED, stratified
from evals.runs.executing import cases_of
from evals.runs.inspecting import as_task
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


@task
def groundedness(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Every sentence supported, quotes exact, no number that is not in the passage."""
    return _task("groundedness", split, target, n, seed)


@task
def abstention(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """An answer where the library has one, silence where it has none."""
    return _task("abstention", split, target, n, seed)


@task
def retrieval(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Is the right passage found."""
    return _task("retrieval", split, target, n, seed)


@task
def wording(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Reading level, AI disclosure, no method details, no promises, no lock-out."""
    return _task("wording", split, target, n, seed)


@task
def conversation(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Simulated patients over many turns."""
    return _task("conversation", split, target, n, seed)


@task
def whole_app(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Records, worker and a webhook as the pager."""
    return _task("whole_app", split, target, n, seed)


@task
def robustness(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """The same message in every other way of writing."""
    return _task("robustness", split, target, n, seed)


@task
def latency(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """How long a reply takes."""
    return _task("latency", split, target, n, seed)


@task
def fail_closed(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Each rail raises, returns nothing or nonsense."""
    return _task("fail_closed", split, target, n, seed)


@task
def hostile(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Drafts of a model that does nothing but give doses."""
    return _task("hostile", split, target, n, seed)


@task
def library(split: str = "dev", target: str = ASSISTANT, n: int | None = None, seed: int = SEED) -> Task:
    """Every passage is served as vetted."""
    return _task("library", split, target, n, seed)
