"""Where a run did worst, by the groups of its cases."""

from __future__ import annotations

from evals.measuring.rates import Measure, Rate
from evals.runs.record import SuiteRow
from evals.suites.registry import SUITES

_FEWEST = 5
"""Groups with fewer cases say too little."""
_SHOWN = 5


def weaknesses(row: SuiteRow) -> list[str]:
    """One line for each measure and grouping in which something went wrong, the worst groups first."""
    lines = []
    for measure in SUITES[row.suite].measures:
        if measure.lenient or measure.key not in row.rates:
            continue
        for grouping, values in row.groups.items():
            worst = _worst(
                measure, {value: rates[measure.key] for value, rates in values.items() if measure.key in rates}
            )
            if worst and grouping in ("kind of danger", "harmless kind", "route and kind", "language", "change"):
                listed = "; ".join(f"{value} {one.shown()}" for value, one in worst)
                lines.append(f"- {measure.title}, by {grouping}: {listed}.")
    return lines


def _worst(measure: Measure, rates: dict[str, Rate]) -> list[tuple[str, Rate]]:
    counted = [(value, one) for value, one in rates.items() if one.n >= _FEWEST]
    faulty = [(value, one) for value, one in counted if one.value != (1.0 if measure.wanted else 0.0)]
    return sorted(faulty, key=lambda pair: pair[1].value or 0.0, reverse=not measure.wanted)[:_SHOWN]
