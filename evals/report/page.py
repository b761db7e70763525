"""The report of a run as one HTML file: no script, no network, readable on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from evals.report import charts
from evals.report.comparing import beside, changes
from evals.report.drops import drops
from evals.report.failures import worst
from evals.report.measures import columns
from evals.runs.record import CaseRow, RunRow, SuiteRow
from evals.suites.registry import SUITES
from evals.suites.robustness import KINDS, ROBUSTNESS

Stored = tuple[RunRow, Sequence[CaseRow]]
_WORST = 80
_TIERS = ("none", "watch", "elevated", "imminent", "unknown")


def report(now: Stored, before: Stored | None = None, others: Sequence[Stored] = ()) -> str:
    """The page. `before` is the baseline on the same cases; `others` are runs of other systems."""
    run, cases = now
    environment = Environment(
        loader=PackageLoader("evals.report", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        run=run,
        gates=sorted(run.gates, key=lambda gate: ("missed", "not measured", "held").index(gate["state"])),
        missed=sum(gate["state"] == "missed" for gate in run.gates),
        goals=[gate for gate in run.gates if gate["goal"] is not None],
        suites=[_suite(row) for row in run.suites],
        before=before[0] if before else None,
        changes=changes(before, now) if before else (),
        others=[other for other, _ in others],
        beside=beside(now, others) if others else [],
        failures=worst(cases, _WORST),
        failed=sum(bool(case.failed or case.error) for case in cases),
        total=len(cases),
    )


def _suite(row: SuiteRow) -> dict[str, Any]:
    measures = SUITES[row.suite].measures
    return {
        "row": row,
        "rates": [(m.title, row.rates[m.key].shown()) for m in measures if m.key in row.rates and not m.lenient],
        "lenient": [(m.title, row.rates[m.key].shown()) for m in measures if m.key in row.rates and m.lenient],
        "charts": [(title, Markup(drawn)) for title, drawn in _charts(row) if drawn],  # noqa: S704 - drawn by us
        "drops": drops(row.rates) if row.suite == ROBUSTNESS.name else [],
        "kinds": list(KINDS.values()),
        "matrix": _matrix(row),
        "groups": {name: _group(row, name) for name in row.groups},
    }


def _charts(row: SuiteRow) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if "concern" in row.groups and "found" in row.rates:
        keys = {"found": "found (watch+)", "paged": "elevated and imminent paged"}
        found.append(("Recall by concern, with 95 % intervals", charts.intervals(row.groups["concern"], keys)))
    if row.curve:
        title = "Threshold of the classifier: alert load against missed crises; the chosen point is marked"
        found.append((title, charts.threshold_curve(row)))
    if row.suite == ROBUSTNESS.name:
        found.append(("What each way of writing costs", charts.robustness(row)))
    if row.suite == "conversation":
        keys = {"in_time": "seen in time", "human_told": "a human told"}
        found.append(("By kind of script", charts.intervals(row.groups.get("kind of script", {}), keys)))
    return found


def _matrix(row: SuiteRow) -> Mapping[str, Any] | None:
    if not row.matrix:
        return None
    names = {name for counts in row.matrix.values() for name in counts} | set(row.matrix)
    columns = [t for t in _TIERS if t in names] if names <= set(_TIERS) else sorted(names)
    labels = [name for name in columns if name in row.matrix]
    cells = [
        (label, [(row.matrix[label].get(name, 0), _shade(row, label, name), label == name) for name in columns])
        for label in labels
    ]
    return {"columns": columns, "rows": cells}


def _shade(row: SuiteRow, label: str, name: str) -> int:
    """The share of the label's cases, in per cent."""
    return round(100 * row.matrix[label].get(name, 0) / max(1, sum(row.matrix[label].values())))


def _group(row: SuiteRow, name: str) -> Mapping[str, Any]:
    values = row.groups[name]
    measures = columns(row.suite, values)
    return {
        "columns": [m.title for m in measures],
        "rows": [(v, [r[m.key].shown() if m.key in r else "–" for m in measures]) for v, r in values.items()],
    }
