"""The measures of a suite by its name, also of one that only a clinic's own machine has."""

from __future__ import annotations

from collections.abc import Iterable

from evals import reviewed
from evals.measuring.rates import Measure
from evals.suites.registry import SUITES


def measures_of(suite: str, keys: Iterable[str] = ()) -> tuple[Measure, ...]:
    """The suite's measures in their order; of a suite that is not known here, one for each key."""
    if suite in SUITES:
        return SUITES[suite].measures
    return reviewed.MEASURES if suite == reviewed.NAME else tuple(Measure(key, key) for key in keys)
