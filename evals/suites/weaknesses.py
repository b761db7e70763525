"""Where a run did worst: kinds, languages and ways of writing, from its tables."""

from __future__ import annotations

from evals.safety.report import shown
from evals.statistics import Proportion
from evals.suites import danger, requests
from evals.suites.runs import Run
from evals.suites.tables import Table

_FEWEST = 5
"""Kinds with fewer cases say too little."""
_SHOWN = 5

_BY_KIND = (
    ("Recall by kind", danger.FOUND, False),
    ("False alarms by kind", danger.FALSE, True),
    ("Refusals by route and kind", requests.REFUSED, False),
    ("Near-misses by kind", requests.ANSWERED, False),
)
"""Table, column, and whether a high rate is the bad one."""
_BY_CHANGE = ((danger.FOUND, False), (danger.FALSE, True), (requests.REFUSED, False), (requests.ANSWERED, False))


def weaknesses(run: Run) -> list[str]:
    """One line for each sort of failure, worst first; [] when nothing went wrong."""
    lines = []
    for title, column, high_is_bad in _BY_KIND:
        table = run.table(title)
        worst = _worst(table, column, high_is_bad=high_is_bad) if table else []
        if worst:
            lines.append(f"- {title}, {column}: " + "; ".join(f"{name} {shown(share)}" for name, share in worst) + ".")
    return lines + _changes(run)


def _worst(table: Table, column: str, *, high_is_bad: bool) -> list[tuple[str, Proportion]]:
    found = [(row.name, table.share(row.name, column)) for row in table.rows]
    counted = [(name, share) for name, share in found if share and share.n >= _FEWEST]
    good = 0.0 if high_is_bad else 1.0
    faulty = [(name, share) for name, share in counted if share.rate != good]
    return sorted(faulty, key=lambda pair: abs((pair[1].rate or 0.0) - good), reverse=True)[:_SHOWN]


def _changes(run: Run) -> list[str]:
    """The change of the message that did the most harm, for each measure of the summary."""
    summary = run.table(danger.SUMMARY)
    if summary is None:
        return []
    lines = []
    for column, high_is_bad in _BY_CHANGE:
        plain = summary.share(danger.STRICT, column) or summary.share(requests.STRICT, column)
        changes = [row.name for row in summary.rows if row.name not in _NO_CHANGE]
        rates = {name: share for name in changes if (share := summary.share(name, column)) and share.n}
        if plain is None or not rates:
            continue
        choose = max if high_is_bad else min
        name = choose(rates, key=lambda name: rates[name].rate or 0.0)
        lines.append(
            f"- Changed messages, {column}: {shown(plain)} as written; worst with {name}: {shown(rates[name])}."
        )
    return lines


_NO_CHANGE = (danger.STRICT, danger.LENIENT, danger.UNDISPUTED, danger.WORST, requests.STRICT, requests.LENIENT)
