"""Which run is looked at, and which one beside it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from assistant.domain.evaluation import Part, Run
from assistant.ports import Evaluations
from assistant.ui.escaping import plain

ASSISTANT = "assistant"
FEW = 3
NONE_YET = (
    "No run of this assistant is stored yet. `kap eval --sample 20` makes a small one in a few minutes, `kap eval` a "
    "whole one. Runs are looked for in {place}; `KAP_EVAL_RUNS` names another folder."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One run, and perhaps another one to compare it with."""

    run: Run
    other: Run | None

    @property
    def sides(self) -> tuple[tuple[str, Run], ...]:
        """The runs with what plots and tables call them."""
        return (("this run", self.run), *([("compared run", self.other)] if self.other else []))


def draw_choice(desk: Evaluations) -> Chosen | None:
    """The chosen runs, at first the newest of this assistant alone; None when nothing is stored."""
    runs, unreadable = desk.runs(), desk.unreadable()
    own = [run for run in runs if run.target == ASSISTANT]
    if not own:
        st.info(NONE_YET.format(place=plain(desk.place)), icon=":material/info:")
    if unreadable:
        st.caption(f"{len(unreadable)} folders hold no run that this version can read: measure again with `kap eval`.")
    if not runs:
        return None
    by_id = {run.id: run for run in runs}
    first, second = st.columns(2)
    chosen = first.selectbox(
        "Run", list(by_id), index=list(by_id).index((own or runs)[0].id), format_func=lambda one: _name(by_id[one]),
        key="eval_run",
    )  # fmt: skip
    others = [one for one in by_id if one != chosen]
    other = second.selectbox(
        "Compare with", others, index=None, format_func=lambda one: _name(by_id[one]), key="eval_other",
        placeholder="Nothing" if others else "There is no other run",
    )  # fmt: skip
    return Chosen(by_id[chosen], by_id.get(other or ""))


def draw_part(chosen: Chosen, key: str) -> Part:
    """The suite and split to look at; every view remembers the same one."""
    names = [part.name for part in chosen.run.parts]
    remembered = st.session_state.get("eval_part")
    index = names.index(remembered) if remembered in names else 0
    name = st.selectbox("Suite and split", names, index=index, key=key)
    st.session_state["eval_part"] = name
    return chosen.run.parts[names.index(name)]


def _name(run: Run) -> str:
    suites = dict.fromkeys(part.suite for part in run.parts)
    what = ", ".join(suites) if len(suites) <= FEW else f"{len(suites)} suites"
    return f"{run.made[:16].replace('T', ' ')} · {run.target} · {run.commit} · {what}"
