"""What each output should say of each case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.risk_card import CONCERNS, HEADS, REQUESTS, TIERS
from assistant.domain.risk import Concern
from assistant.domain.routes import Route
from evals.safety.cases import Case

_STAFF = "abuse_staff"
_REQUESTS = frozenset(request.value for request in REQUESTS)


def targets(cases: Sequence[Case]) -> NDArray[np.bool_]:
    """One row a case, one column an output: whether it holds."""
    return np.array([_row(case) for case in cases], dtype=np.bool_).reshape(len(cases), len(HEADS))


def relevant(cases: Sequence[Case], head: str) -> NDArray[np.bool_]:
    """The cases on which an output means something.

    The two marks do so only where there is danger, or abuse; a request only where somebody said what is asked for.
    """
    if head == "other":
        return np.array([case.is_danger for case in cases], dtype=np.bool_)
    if head == "staff":
        return np.array([Concern.ABUSE in case.concerns for case in cases], dtype=np.bool_)
    if head in _REQUESTS:
        return np.array(
            [case.asks is not None and Route(head) not in case.asks.maybe for case in cases], dtype=np.bool_
        )
    return np.ones(len(cases), dtype=np.bool_)


def _row(case: Case) -> list[bool]:
    tiers = [case.tier.rank >= tier.rank for tier in TIERS]
    concerns = [case.is_danger and concern in case.concerns for concern in CONCERNS]
    asked = [case.asks is not None and request in case.asks.wanted for request in REQUESTS]
    return [*tiers, *concerns, case.is_danger and case.about_other, case.is_danger and case.kind == _STAFF, *asked]
