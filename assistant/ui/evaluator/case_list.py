"""The cases of a run: filtered, listed, and opened one at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.evaluation import CaseHead, CaseKey
from assistant.ports import Evaluations
from assistant.ui.evaluator.case_detail import draw_case
from assistant.ui.evaluator.case_filters import draw_filters
from assistant.ui.evaluator.choice import Chosen

OPEN, LISTS = "eval_case", "eval_lists"
MOST = 200


def draw_cases(desk: Evaluations, chosen: Chosen) -> None:
    """The filters, then the list or the one case that is open."""
    wanted = draw_filters(chosen)
    found = desk.cases(chosen.run.id, wanted, chosen.other.id if chosen.other else "")
    keys = [case.key for case in found]
    opened = st.session_state.get(OPEN)
    if opened in keys:
        _draw_opened(desk, chosen, keys, opened)
    else:
        _draw_list(found, chosen)


def _draw_list(found: Sequence[CaseHead], chosen: Chosen) -> None:
    shown = f", the worst {MOST} of them below" if len(found) > MOST else ""
    st.caption(f"{len(found)} cases{shown}. Choose a row to read one.")
    if not found:
        st.info("No case is like that.")
        return
    if st.button("Read them one after another", key="eval_first", icon=":material/auto_stories:"):
        _open(found[0].key)
    # A new name after each return: the row that was chosen before is not chosen any more.
    name = f"eval_list_{st.session_state.get(LISTS, 0)}"
    picked = st.dataframe(
        [_row(case, chosen) for case in found[:MOST]],
        hide_index=True,
        key=name,
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = picked["selection"]["rows"]
    if rows and rows[0] < len(found):
        _open(found[rows[0]].key)


def _draw_opened(desk: Evaluations, chosen: Chosen, keys: Sequence[CaseKey], opened: CaseKey) -> None:
    at = keys.index(opened)
    with st.container(horizontal=True, vertical_alignment="center", key="eval_steps"):
        if st.button("Back to the list", key="eval_back", icon=":material/arrow_back:"):
            _open(None)
        if st.button("Previous", key="eval_previous", disabled=at == 0):
            _open(keys[at - 1])
        if st.button("Next", key="eval_next", disabled=at + 1 == len(keys)):
            _open(keys[at + 1])
        st.caption(f"{at + 1} of {len(keys)}")
    draw_case(desk, chosen, opened)


def _open(key: CaseKey | None) -> None:
    st.session_state[OPEN] = key
    st.session_state[LISTS] = st.session_state.get(LISTS, 0) + 1
    st.rerun()


def _row(case: CaseHead, chosen: Chosen) -> dict[str, str]:
    wrong = ", ".join((*case.failed, *([f"no answer: {case.error}"] if case.error else [])))
    row = {"": "✖ grave" if case.grave else "✖" if wrong else "✔"}
    if chosen.other:
        row["Compared run"] = _other(case)
    return row | {
        "Case": case.key.id,
        "Suite": f"{case.key.suite}, {case.key.split}",
        "Label": case.label,
        "Wrong": wrong or "–",
    }


def _other(case: CaseHead) -> str:
    if case.other_failed is None:
        return "not in it"
    return "wrong" if case.other_failed else "right"
