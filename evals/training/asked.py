"""Chooses from which probability on a request counts: as low as ordinary questions let it be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.risk_card import HEADS, REQUESTS, Chosen, run_of
from assistant.domain.routes import Route
from evals.training.features import Floats, Pieces
from evals.training.labels import relevant, targets

BUDGETS = {request: 0.03 if request is Route.DOSING else 0.01 for request in REQUESTS}
"""The share of the ordinary development questions that each kind of request may refuse; all are near misses.

Dosing may refuse three times as many: to answer beside a question for a dose is the worse mistake.
"""
_LIKELY = 0.35
"""No request is read from what is nearly twice likelier none: the near misses are too few for a lower threshold."""
_RUNS = 4
_GRID = tuple(round(0.05 + 0.01 * step, 2) for step in range(94))


@dataclass(frozen=True, slots=True)
class Asked:
    """Pieces with what they ask for and the probability of each request, by a fit that has not seen them."""

    whole: NDArray[np.bool_]
    ordinary: NDArray[np.bool_]
    """Pieces of messages from which no request may be read."""
    wanted: NDArray[np.bool_]
    """(pieces, requests)"""
    said: Floats
    """(pieces, requests)"""

    @classmethod
    def of(cls, pieces: Pieces, said: Floats, near: int) -> Self:
        """The pieces of cases whose requests are known; the near misses are among the first `near` cases."""
        cases = [pieces.cases[index] for index in pieces.message]
        wanted = targets(cases)[:, [HEADS.index(request.value) for request in REQUESTS]]
        meant = np.stack([relevant(cases, request.value) for request in REQUESTS], axis=1)
        ordinary = (pieces.message < near) & meant.all(axis=1) & ~wanted.any(axis=1)
        return cls(pieces.whole, ordinary, wanted, said)

    def chosen(self) -> dict[str, Chosen]:
        """The lowest thresholds within the budget, for messages and for runs of long ones."""
        found = {}
        for column, request in enumerate(REQUESTS):
            value = max(_LIKELY, self._lowest(column, BUDGETS[request], self.whole))
            found[request.value] = Chosen(value=value, reason=self._reason(column, request, value))
            found[run_of(request)] = Chosen(
                value=max(value, self._lowest(column, BUDGETS[request] / _RUNS, np.ones_like(self.whole))),
                reason=f"A long message has about {_RUNS} runs, so each may refuse a {_RUNS}th as often.",
            )
        return found

    def _share(self, column: int, value: float, kept: NDArray[np.bool_]) -> float:
        return float((self.said[kept, column] >= value).mean()) if kept.any() else 0.0

    def _lowest(self, column: int, budget: float, kept: NDArray[np.bool_]) -> float:
        fits = (value for value in _GRID if self._share(column, value, self.ordinary & kept) <= budget)
        return next(fits, _GRID[-1])

    def _reason(self, column: int, request: Route, value: float) -> str:
        refused = self._share(column, value, self.ordinary & self.whole)
        found = self._share(column, value, self.wanted[:, column] & self.whole)
        return (
            f"The lowest from {_LIKELY} at which at most {BUDGETS[request]:.1%} of the ordinary development questions "
            f"are taken for {request.value}: {refused:.1%} are, and {found:.1%} of the requests are found."
        )
