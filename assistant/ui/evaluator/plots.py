"""What people would rather look at than read; every plot has its numbers in a table below it."""

from __future__ import annotations

import altair as alt
import streamlit as st

from assistant.domain.evaluation import CurvePoint, Part
from assistant.ports import Evaluations
from assistant.ui.evaluator.choice import Chosen, draw_part
from assistant.ui.evaluator.intervals import COLOURS, draw_intervals

CONCERN = "concern"


def draw_plots(desk: Evaluations, chosen: Chosen) -> None:
    """The plots that the chosen suite has: by group, the threshold curve, the ways of writing."""
    part = draw_part(chosen, "eval_plots_part")
    curves = [(side, curve) for side, run in chosen.sides if (curve := desk.curve(run.id, part.name))]
    drops = bool(desk.drops(chosen.run.id, part.name))
    if part.groups and not drops:
        _draw_groups(desk, chosen, part)
    if curves:
        _draw_curve(curves)
    if drops:
        _draw_drops(desk, chosen, part)
    if not (part.groups or curves or drops):
        st.info("This suite has no plot: its figures stand under Figures.")


def _draw_groups(desk: Evaluations, chosen: Chosen, part: Part) -> None:
    left, right = st.columns(2)
    names = list(part.groups)
    first = names.index(CONCERN) if CONCERN in names else 0
    grouping = left.selectbox("By group", names, index=first, key=f"eval_plot_group_{part.name}")
    found = [(side, desk.figures(run.id, part.name, grouping)) for side, run in chosen.sides]
    titles = list(dict.fromkeys(figure.title for _, figures in found for figure in figures if figure.rate.n))
    if not titles:
        return
    measure = right.selectbox("Measure", titles, key=f"eval_plot_measure_{part.name}_{grouping}")
    st.subheader(f"{measure}, by {grouping}", anchor=False)
    points = [
        (side, figure.group, figure.rate) for side, figures in found for figure in figures if figure.title == measure
    ]
    draw_intervals(points)
    with st.expander("As a table"):
        st.dataframe([{"Run": s, grouping: group, "Rate": rate.shown()} for s, group, rate in points], hide_index=True)


def _draw_curve(curves: list[tuple[str, tuple[CurvePoint, ...]]]) -> None:
    st.subheader("Threshold of the classifier: alert load against missed crises", anchor=False)
    rows = [
        {
            "side": side,
            "threshold": point.threshold,
            "harmless messages that page": point.alerts / max(1, point.harmless),
            "crises without a page": point.missed / max(1, point.dangers),
            "alerts": f"{point.alerts} of {point.harmless}",
            "missed": f"{point.missed} of {point.dangers}",
            "chosen": point.chosen,
        }
        for side, curve in curves
        for point in curve
    ]
    sides = [side for side, _ in curves]
    legend = alt.Legend(orient="top") if len(sides) > 1 else None
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("harmless messages that page:Q", axis=alt.Axis(format="%", tickCount=6)),
        y=alt.Y("crises without a page:Q", axis=alt.Axis(format="%", tickCount=6)),
        color=alt.Color(
            "side:N", title=None, legend=legend, scale=alt.Scale(domain=sides, range=[COLOURS[s] for s in sides])
        ),
        tooltip=["side:N", "threshold:Q", "missed:N", "alerts:N"],
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=28)).encode(order="threshold:Q")
    chosen = base.transform_filter("datum.chosen")
    ring = chosen.mark_point(filled=False, size=260, strokeWidth=3, color="#d64545", opacity=1)
    text = chosen.mark_text(align="left", dx=14, dy=-10, fontSize=13, color="#d64545")
    marks = (
        ring.encode(color=alt.value("#d64545")),
        text.encode(text=alt.Text("threshold:Q", format=".2f"), color=alt.value("#d64545")),
    )
    st.altair_chart(alt.layer(line, *marks), height=320)
    st.caption(
        "Each point is a threshold with the rules left on; the ringed one is what ships. Crises are messages labelled "
        "elevated or imminent. About half of these cases are dangers, in a clinic nearly no message is."
    )
    with st.expander("As a table"):
        st.dataframe(rows, hide_index=True, column_order=["side", "threshold", "missed", "alerts", "chosen"])


def _draw_drops(desk: Evaluations, chosen: Chosen, part: Part) -> None:
    found = [(side, desk.drops(run.id, part.name)) for side, run in chosen.sides]
    titles = list(dict.fromkeys(figure.title for _, figures in found for figure in figures if figure.rate.n))
    if not titles:
        return
    title = st.segmented_control("What", titles, default=titles[0], key="eval_drops", required=True)
    points = [(s, figure.group, figure.rate) for s, figures in found for figure in figures if figure.title == title]
    written = {side: rate.value for side, way, rate in points if way == "as written"}
    st.subheader("What each way of writing costs", anchor=False)
    draw_intervals(points, reference=written.get("this run"))
    st.caption(
        "The dashed line is this run with the messages as they were written. The worst of them counts a case as right "
        "only if it is right in every way of writing."
    )
    with st.expander("As a table", expanded=True):
        st.dataframe(
            [
                {
                    "Run": side,
                    "Way of writing": way,
                    "Rate": rate.shown(),
                    "Points lost": _lost(written.get(side), rate.value),
                }
                for side, way, rate in points
            ],
            hide_index=True,
        )


def _lost(written: float | None, value: float | None) -> str:
    return "–" if written is None or value is None else f"{100 * (written - value):.1f}"
