"""The figures of a suite, of both runs beside each other."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evaluation import Difference, Figure
from assistant.ports import Evaluations
from assistant.ui.evaluator.choice import Chosen, draw_part
from assistant.ui.evaluator.intervals import draw_intervals

BOTH_WAYS = {True: "better", False: "worse", None: "no clear difference"}


def draw_figures(desk: Evaluations, chosen: Chosen) -> None:
    """Every measure with counts and interval, by group if wanted, and what changed case by case."""
    left, right = st.columns(2)
    with left:
        part = draw_part(chosen, "eval_figures_part")
    grouping = right.selectbox(
        "By group", list(part.groups), index=None, placeholder="All cases together", key=f"eval_grouping_{part.name}"
    )
    found = [(side, desk.figures(run.id, part.name, grouping or "")) for side, run in chosen.sides]
    sample = "" if part.cases == part.of else f" of {part.of}"
    st.caption(f"{part.title}. {part.cases}{sample} cases, {part.ideas} ideas.")
    if not grouping:
        draw_intervals([(side, figure.title, figure.rate) for side, figures in found for figure in figures])
    st.dataframe(_table(found, grouping or ""), hide_index=True)
    st.caption(
        "Hits of decided cases, with the 95 % Wilson interval on as many independent cases as the ideas behind them "
        "are worth. Undecided cases are not scored; they are counted."
    )
    if chosen.other:
        st.subheader("The same cases in both runs", anchor=False)
        _draw_differences([one for one in desk.differences(chosen.other.id, chosen.run.id) if _is_of(one, part.name)])


def _table(found: list[tuple[str, tuple[Figure, ...]]], grouping: str) -> list[dict[str, str]]:
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for side, figures in found:
        for figure in figures:
            row = rows.setdefault((figure.group, figure.title), {grouping: figure.group} if grouping else {})
            row["Measure"] = figure.title if figure.wanted else f"{figure.title} (less is better)"
            row[side.capitalize()] = figure.rate.shown()
    sides = [side.capitalize() for side, _ in found]
    return [{**row, **{side: row.get(side, "–") for side in sides}} for row in rows.values()]


def _is_of(one: Difference, part: str) -> bool:
    return f"{one.suite}, {one.split}" == part


def _draw_differences(found: list[Difference]) -> None:
    if not found:
        st.info("The two runs share no case of this suite and split.")
        return
    st.dataframe(
        [
            {
                "Measure": one.title,
                "Verdict": BOTH_WAYS[one.better],
                "Only in this run": one.pair.only_second,
                "Only in the compared run": one.pair.only_first,
                "In both": one.pair.both,
                "In neither": one.pair.neither,
                "Cases": one.pair.n,
                "p": round(one.pair.p, 4),
            }
            for one in found
        ],
        hide_index=True,
    )
    st.caption(
        "Counts are cases in which the measure hit; p is McNemar's exact test on those that only one run has. With "
        "many measures a few p below 0.05 come by chance."
    )
