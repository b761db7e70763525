"""Rows of a stored run in the words of the product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.domain.evaluation import (
    CaseKey,
    CaseRecord,
    CurvePoint,
    Figure,
    Gate,
    GateState,
    Observed,
    Outcome,
    Part,
    Run,
)
from evals.measuring.case import withheld
from evals.measuring.rates import Marks, Rate
from evals.measuring.seen import Observation, unpacked
from evals.report.measures import measures_of
from evals.runs.record import CaseRow, RunRow, SuiteRow


def run_of(row: RunRow) -> Run:
    """The run. Raises KeyError or TypeError when its gates are none."""
    gates = [_gate(one) for one in row.gates]
    order = list(GateState)
    return Run(
        id=row.id,
        made=row.made,
        commit=row.commit,
        target=row.target,
        facts=row.facts,
        arguments=row.arguments,
        seconds=row.seconds,
        parts=tuple(_part(suite) for suite in row.suites),
        gates=tuple(sorted(gates, key=lambda gate: order.index(gate.state))),
    )


def _gate(row: Mapping[str, Any]) -> Gate:
    return Gate(**{name: row[name] for name in Gate.__slots__} | {"state": GateState(row["state"])})


def _part(row: SuiteRow) -> Part:
    groups = {name: tuple(values) for name, values in row.groups.items()}
    return Part(row.suite, row.split, row.title, row.cases, row.of, row.ideas, row.errors, row.failed_rails, groups)


def figures_of(suite: str, rates: Mapping[str, Rate], group: str = "") -> tuple[Figure, ...]:
    """The figures of these rates, by measure key."""
    return tuple(
        Figure(measure.title, group, rates[measure.key], measure.wanted, measure.lenient)
        for measure in measures_of(suite, rates)
        if measure.key in rates
    )


def point_of(point: Mapping[str, float]) -> CurvePoint:
    """One point of the threshold curve."""
    counts = {name: round(point[name]) for name in ("missed", "dangers", "alerts", "harmless")}
    return CurvePoint(threshold=point["threshold"], chosen=bool(point["chosen"]), **counts)


def record_of(row: CaseRow) -> CaseRecord:
    """The case with what came of it; where words are withheld none passes, whatever the file holds."""
    seen, hidden = unpacked(row.seen), withheld(row.split)
    return CaseRecord(
        key=CaseKey(row.suite, row.split, row.id),
        idea=row.idea,
        label=row.label,
        kind=row.kind,
        groups=row.groups,
        withheld=hidden,
        patient=() if hidden else row.patient,
        why="" if hidden else row.why,
        outcome=Outcome(
            turns_of(seen, hidden=hidden),
            titled(row.suite, row.marks),
            row.failed,
            row.grave,
            row.error,
        ),
    )


def turns_of(observation: Observation, *, hidden: bool) -> tuple[Observed, ...]:
    """What was seen, turn by turn; without the replies when the words are withheld."""
    return tuple(
        Observed(
            name=name,
            tier=seen.tier,
            route=seen.route,
            rules=seen.rules,
            failed=seen.failed,
            score=seen.score,
            text=None if hidden else seen.text,
            ms=seen.ms,
        )
        for name, seen in observation.items()
    )


def titled(suite: str, marks: Marks) -> dict[str, bool | None]:
    """The marks by the titles of their measures."""
    return {one.title: marks[one.key] for one in measures_of(suite, marks) if one.key in marks}
