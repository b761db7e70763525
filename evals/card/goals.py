"""The goals of the issues beside what a run found, and what the run did not measure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from evals.runs.record import RunRow, SuiteRow
from evals.suites.registry import SUITES


def goals(run: RunRow, shown: Collection[SuiteRow]) -> list[str]:
    """A row for each gate with a goal on the splits that are shown: the rate, the goal, met or how far away."""
    parts = {(row.suite, row.split) for row in shown}
    gates = [gate for gate in run.gates if gate["goal"] is not None and (gate["suite"], gate["split"]) in parts]
    if not gates:
        return ["No goal was judged in this run."]
    met = sum(bool(gate["goal_met"]) for gate in gates)
    lines = [f"{met} of {len(gates)} goals are met.", "", "| suite | what | found | goal | |", "|---|---|---|---|---|"]
    return [*lines, *(_row(gate) for gate in gates)]


def _row(gate: Mapping[str, Any]) -> str:
    sign = "≥" if gate["at_least"] else "≤"
    if gate["goal_met"] is None:
        verdict = "not measured"
    else:
        verdict = "met" if gate["goal_met"] else f"**{100 * gate['away']:.1f} points away**"
    place = f"{gate['suite']}, {gate['split']}"
    return f"| {place} | {gate['title']} | {gate['found']} | {sign} {gate['goal']:.1%} | {verdict} |"


def unmeasured(shown: Sequence[SuiteRow]) -> list[str]:
    """A sentence that names the suites which this run left out; [] for none."""
    missing = [name for name in SUITES if name not in {row.suite for row in shown}]
    return [f"**Not measured in this run, so not in this card: {', '.join(missing)}.**", ""] if missing else []
