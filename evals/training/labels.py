"""What each output should say of each case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.adapters.risk_card import CONCERNS, HEADS, TIERS
from evals.safety.cases import Case
from evals.training.features import Floats

_STAFF = "abuse_staff"


def targets(cases: Sequence[Case]) -> Floats:
    """One row a case, one column an output: 1 where it holds, -1 where not."""
    return np.array([_row(case) for case in cases], dtype=np.float64).reshape(len(cases), len(HEADS))


def relevant(cases: Sequence[Case], head: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The cases on which an output is calibrated: the marks mean something only where there is danger."""
    if head == "other":
        return np.array([case.is_danger for case in cases], dtype=np.bool_)
    if head == "staff":
        return np.array([any(c.value == "abuse" for c in case.concerns) for case in cases], dtype=np.bool_)
    return np.ones(len(cases), dtype=np.bool_)


def _row(case: Case) -> list[float]:
    tiers = [case.tier.rank >= tier.rank for tier in TIERS]
    concerns = [case.is_danger and concern in case.concerns for concern in CONCERNS]
    marks = [case.is_danger and case.about_other, case.kind == _STAFF]
    return [1.0 if holds else -1.0 for holds in (*tiers, *concerns, *marks)]
