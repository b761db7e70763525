"""The measures of a suite by its name, also of one that only a clinic's own machine has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evals import reviewed
from evals.measuring.rates import Measure, Rate
from evals.suites.registry import SUITES
from evals.suites.robustness import WORST

_MOST = 6


def measures_of(suite: str, keys: Iterable[str] = ()) -> tuple[Measure, ...]:
    """The suite's measures in their order; of a suite that is not known here, one for each key."""
    if suite in SUITES:
        return SUITES[suite].measures
    return reviewed.MEASURES if suite == reviewed.NAME else tuple(Measure(key, key) for key in keys)


def columns(suite: str, values: Mapping[str, Mapping[str, Rate]]) -> tuple[Measure, ...]:
    """The measures that a table by group has room for: those that count any case there, the worst case before all."""
    counted = [
        measure
        for measure in measures_of(suite)
        if not measure.lenient and any(measure.key in rates and rates[measure.key].n for rates in values.values())
    ]
    return tuple(sorted(counted, key=lambda measure: not measure.key.endswith(WORST))[:_MOST])
