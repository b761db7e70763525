"""What a run is, before its figures."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evaluation import GateState, Run
from assistant.ui.escaping import plain
from assistant.ui.evaluator.choice import Chosen


def draw_head(chosen: Chosen) -> None:
    """Gates held, goals met and cases, then what must be known to repeat the run."""
    run = chosen.run
    held = sum(gate.state is GateState.HELD for gate in run.gates)
    goals = [gate for gate in run.gates if gate.goal is not None]
    cases, every = sum(part.cases for part in run.parts), sum(part.of for part in run.parts)
    with st.container(horizontal=True):
        st.metric("Gates held", f"{held} of {len(run.gates)}" if run.gates else "none judged", border=True)
        st.metric("Goals met", f"{sum(bool(gate.goal_met) for gate in goals)} of {len(goals)}", border=True)
        st.metric("Cases", f"{cases:,}" if cases == every else f"{cases:,} of {every:,}", border=True)
        st.metric("Without an answer", sum(part.errors for part in run.parts), border=True)
    broken = tuple(dict.fromkeys(rail for part in run.parts for rail in part.failed_rails))
    if broken:
        st.error(f"Rails broke in this run: {plain(', '.join(broken))}. Its figures are none.", icon=":material/error:")
    with st.expander("How it was measured"):
        for title, one in chosen.sides:
            st.markdown(f"**{title.capitalize()}** {plain(_facts(one))}")


def _facts(run: Run) -> str:
    command = " ".join(("kap eval", *run.arguments))
    facts = ", ".join(f"{name} {value}" for name, value in run.facts.items())
    return f"{run.id}: commit {run.commit}, target {run.target}, {run.seconds:.0f} s, {command}; {facts}"
