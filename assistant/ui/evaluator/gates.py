"""Floors and goals of a run, the missed ones first."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evaluation import Gate, GateState
from assistant.ports import Evaluations
from assistant.ui.evaluator.choice import Chosen

STATES = {GateState.MISSED: "✖ missed", GateState.UNMEASURED: "– not measured", GateState.HELD: "✔ held"}


def draw_gates(desk: Evaluations, chosen: Chosen) -> None:
    """A row for each gate: what was found, its floor, its goal and how far that is."""
    del desk
    if not chosen.run.gates:
        st.info("This run has no gates: they are for the assistant itself, and a sample is judged by few of them.")
        return
    missed = sum(gate.state is GateState.MISSED for gate in chosen.run.gates)
    if missed:
        st.error(f"{missed} of {len(chosen.run.gates)} floors were missed.", icon=":material/error:")
    else:
        st.success("No floor was missed.", icon=":material/check_circle:")
    there = {(gate.suite, gate.split, gate.title): gate.found for gate in chosen.other.gates} if chosen.other else None
    st.dataframe(
        [_row(gate, there) for gate in chosen.run.gates],
        hide_index=True,
        column_config={
            "What": st.column_config.TextColumn(width="medium"),
            "Why": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(
        "A floor stands just below what was measured and catches regressions. The goal is what the project wants to "
        "reach. Development figures flatter: quote those of the test split."
    )


def _row(gate: Gate, there: dict[tuple[str, str, str], str] | None) -> dict[str, str]:
    sign = "≥" if gate.at_least else "≤"
    row = {"Floor held": STATES[gate.state], "Goal met": _met(gate), "Suite": f"{gate.suite}, {gate.split}"}
    row |= {"What": gate.title, "Found": gate.found}
    if there is not None:
        row["Compared run"] = there.get((gate.suite, gate.split, gate.title), "–")
    return row | {
        "Floor": f"{sign} {gate.limit:.1%}",
        "Goal": "–" if gate.goal is None else f"{sign} {gate.goal:.1%}",
        "Why": gate.reason,
    }


def _met(gate: Gate) -> str:
    if gate.goal is None:
        return "–"
    if gate.goal_met is None:
        return "not measured"
    issue = f" (issue {gate.issue})" if gate.issue else ""
    return f"✔ met{issue}" if gate.goal_met else f"✖ {100 * gate.away:.1f} points away{issue}"
