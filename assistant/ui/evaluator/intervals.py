"""Shares with their intervals as a plot: a point and a line for each, the two runs beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from assistant.domain.rates import Rate

# Told apart by lightness, hue and shape; readable on the light and the dark ground.
COLOURS = {"this run": "#2b8079", "compared run": "#e08a2e"}
SHAPES = {"this run": "circle", "compared run": "diamond"}
STEP = 17


def draw_intervals(points: Sequence[tuple[str, str, Rate]], *, reference: float | None = None) -> None:
    """One line for each (side, row, rate) that counted a case; `reference` is marked across all of them."""
    rows = [
        {"side": side, "row": row, "rate": rate.value, "low": rate.low, "high": rate.high, "shown": rate.shown()}
        for side, row, rate in points
        if rate.value is not None
    ]
    if not rows:
        st.info("Nothing was counted here.")
        return
    order = list(dict.fromkeys(row for _, row, _ in points))
    sides = [side for side in COLOURS if any(row["side"] == side for row in rows)]
    across = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=230)),
        yOffset=alt.YOffset("side:N", sort=sides),
        color=alt.Color("side:N", scale=_scale(sides, COLOURS), title=None, legend=_legend(sides)),
        tooltip=["side:N", "row:N", alt.Tooltip("shown:N", title="rate")],
    )
    axis = alt.Axis(format="%", tickCount=6)
    lines = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=across, title=None, axis=axis), x2="high:Q")
    dots = base.mark_point(filled=True, size=65, opacity=1).encode(
        x=alt.X("rate:Q", scale=across), shape=alt.Shape("side:N", scale=_scale(sides, SHAPES), legend=None)
    )
    layers = [lines, dots]
    if reference is not None:
        mark = alt.Chart(alt.InlineData(values=[{"at": reference}])).mark_rule(strokeDash=[4, 4], color="#8a9a94")
        layers.insert(0, mark.encode(x=alt.X("at:Q", scale=across)))
    st.altair_chart(alt.layer(*layers), height=70 + STEP * len({row["row"] for row in rows}) * (1 + len(sides)))


def _scale(sides: Sequence[str], of: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(sides), range=[of[side] for side in sides])


def _legend(sides: Sequence[str]) -> alt.Legend | None:
    return alt.Legend(orient="top") if len(sides) > 1 else None
