"""The suite `wording`."""

from __future__ import annotations

from evals.data import wording as data
from evals.scoring import wording
from evals.suites.suite import Suite, replied

WORDING = Suite(
    "wording",
    "Reading level, AI disclosure, no method details, no promises, no lock-out",
    ("dev", "test"),
    read=data.read,
    solve=replied,
    score=wording.score,
    measures=wording.MEASURES,
    fingerprint=data.fingerprint_of,
    groupings=("language",),
)
