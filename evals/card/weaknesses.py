"""Where a run did worst, by the groups of its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evals.measuring.rates import Measure, Rate
from evals.report.measures import measures_of
from evals.runs.record import SuiteRow
from evals.suites.robustness import KINDS, ROBUSTNESS

_FEWEST = 5
"""Groups with fewer cases say too little."""
_SHOWN = 5
_TELLING = frozenset(
    (
        *("kind of danger", "harmless kind", "route and kind", "kind of script", "kind of question", "language"),
        *("form", "side", "way", "kind of dose", "disguise", "topic", "pager", "severity"),
    )
)
"""The groupings that say where to look."""


def weaknesses(row: SuiteRow) -> list[str]:
    """One line for each measure and grouping in which something went wrong, the worst groups first.

    A measure that went wrong only in groups too small to tell has one line for all its cases. Of `robustness` the
    groups are the ways of writing. [] when nothing went wrong.
    """
    if row.suite == ROBUSTNESS.name:
        return [line for kind, title in KINDS.items() for line in _ways(row, kind, title)]
    lines = []
    for measure in measures_of(row.suite, row.rates):
        if measure.lenient or measure.key not in row.rates or _right(measure, row.rates[measure.key]):
            continue
        named = {name: _of(measure, values) for name, values in row.groups.items() if name in _TELLING}
        worst = {name: found for name, values in named.items() if (found := _worst(measure, values))}
        lines += [f"- {measure.title}, by {name}: {_listed(found)}." for name, found in worst.items()]
        if not worst:
            lines.append(f"- {measure.title}: {row.rates[measure.key].shown()}.")
    return lines


def _ways(row: SuiteRow, kind: str, title: str) -> list[str]:
    head = f"{kind}: "
    rates = {key.removeprefix(head): rate for key, rate in row.rates.items() if key.startswith(head)}
    worst = _worst(Measure(kind, title), rates)
    return [f"- {title}, by way of writing: {_listed(worst)}."] if worst else []


def _of(measure: Measure, values: Mapping[str, Mapping[str, Rate]]) -> dict[str, Rate]:
    return {value: rates[measure.key] for value, rates in values.items() if measure.key in rates}


def _right(measure: Measure, rate: Rate) -> bool:
    return rate.value in (None, 1.0 if measure.wanted else 0.0)


def _worst(measure: Measure, rates: Mapping[str, Rate]) -> list[tuple[str, Rate]]:
    faulty = [(value, one) for value, one in rates.items() if one.n >= _FEWEST and not _right(measure, one)]
    return sorted(faulty, key=lambda pair: pair[1].value or 0.0, reverse=not measure.wanted)[:_SHOWN]


def _listed(found: Iterable[tuple[str, Rate]]) -> str:
    return "; ".join(f"{value} {rate.shown()}" for value, rate in found)
