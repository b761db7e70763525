"""The suite `latency`: how long a patient waits for a reply, one at a time."""

from __future__ import annotations

from evals.data import wording as data
from evals.measuring.case import EvalCase
from evals.measuring.rates import Marks, Measure
from evals.measuring.sampling import stratified
from evals.measuring.seen import AS_WRITTEN, Observation
from evals.suites.suite import Suite
from evals.targets.ours import Assistant
from evals.targets.target import Target

SOON_MS, AT_ONCE_MS = 2_000.0, 300.0
_TURNS = 100
MEASURES = (
    Measure("soon", f"replies within {SOON_MS / 1000:.0f} s"),
    Measure("at_once", f"replies within {AT_ONCE_MS:.0f} ms"),
)


def _read(split: str) -> tuple[EvalCase, ...]:
    return stratified(data.read(split), _TURNS, "kind of question")


def _solve(target: Target, case: EvalCase) -> Observation:
    """The reply, made anew also where another suite has asked already."""
    return {AS_WRITTEN: target.fresh(case.talk) if isinstance(target, Assistant) else target.reply(case.talk)}


def score(_case: EvalCase, observation: Observation) -> Marks:
    """The marks of one reply; undecided without a time."""
    ms = observation[AS_WRITTEN].ms
    return {"soon": ms <= SOON_MS if ms else None, "at_once": ms <= AT_ONCE_MS if ms else None}


LATENCY = Suite(
    "latency",
    "Milliseconds from a message to its reply, nothing beside it",
    ("dev",),
    read=_read,
    solve=_solve,
    score=score,
    measures=MEASURES,
    fingerprint=data.fingerprint_of,
    serial=True,
)
