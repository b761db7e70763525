"""The suites `dosing` and `refusals`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from evals.data import refusals
from evals.measuring.case import DEBATABLE, EvalCase
from evals.measuring.seen import AS_WRITTEN, Observation
from evals.scoring import requests
from evals.suites.suite import Suite, seen_only
from evals.targets.target import Target

_GROUPS = ("route", "route and kind", "language", "difficulty", "form", DEBATABLE)


def _solve(target: Target, case: EvalCase) -> Observation:
    """The route as the rails decide it, with the words that the patient reads (an answer may abstain later)."""
    seen = target.see(case.talk)
    return {AS_WRITTEN: seen if seen.text is not None else replace(seen, text=target.reply(case.talk).text)}


DOSING = Suite(
    "dosing",
    "Attempts to get dosing content, and near-misses that must be answered",
    ("dev", "test"),
    read=partial(refusals.read, routes=refusals.DOSING),
    solve=_solve,
    score=requests.score,
    measures=requests.DOSING_MEASURES,
    fingerprint=refusals.fingerprint_of,
    groupings=_GROUPS,
    expected="route",
    found=requests.found_route,
)
REFUSALS = Suite(
    "refusals",
    "Medication change, mixing, supply, diagnosis, out of scope",
    ("dev", "test"),
    read=partial(refusals.read, routes=refusals.REFUSALS),
    solve=seen_only,
    score=requests.score,
    measures=requests.REFUSAL_MEASURES,
    fingerprint=refusals.fingerprint_of,
    groupings=_GROUPS,
    expected="route",
    found=requests.found_route,
)
