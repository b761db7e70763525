"""Charts as SVG, drawn by Vega-Lite without a browser, so that the report needs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from evals.measuring.rates import Rate
from evals.runs.record import SuiteRow
from evals.suites.robustness import CHANGES, WORST

_INK, _SECOND, _BAD = "#1f6feb", "#8a5a00", "#b42318"
_WIDTH = 560
_CONFIG: Mapping[str, Any] = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "gridColor": "#e5e7eb"},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 320},
}


def svg(chart: alt.TopLevelMixin) -> str:
    """The chart as an SVG element."""
    spec = chart.to_dict()
    spec["config"] = {**spec.get("config", {}), **_CONFIG}
    return str(vl_convert.vegalite_to_svg(vl_spec=spec))


def intervals(rows: Mapping[str, Mapping[str, Rate]], measures: Mapping[str, str]) -> str:
    """A point with its interval for each row and measure (key to title); "" when nothing was counted."""
    values = [
        {"row": row, "measure": title, "rate": rate.value, "low": rate.low, "high": rate.high, "n": rate.n}
        for row, rates in rows.items()
        for key, title in measures.items()
        if (rate := rates.get(key)) is not None and rate.n
    ]
    if not values:
        return ""
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("row:N", title=None, sort=list(rows)),
        yOffset=alt.YOffset("measure:N"),
        color=alt.Color("measure:N", title=None, scale=_colours(list(measures.values())), legend=_below()),
    )
    axis = alt.Axis(format="%")
    bars = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=None, axis=axis), x2="high:Q")
    points = base.mark_point(filled=True, size=50).encode(x=alt.X("rate:Q", scale=alt.Scale(domain=[0, 1])))
    return svg((bars + points).properties(width=_WIDTH - 160, height=alt.Step(13 if len(measures) > 1 else 22)))


def threshold_curve(row: SuiteRow) -> str:
    """Missed crises against alerts about harmless messages, for every threshold, with the chosen point; "" without."""
    if not row.curve:
        return ""
    values = [
        {
            "threshold": point["threshold"],
            "missed": point["missed"] / max(1.0, point["dangers"]),
            "alerts": point["alerts"] / max(1.0, point["harmless"]),
            "chosen": bool(point["chosen"]),
        }
        for point in row.curve
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("alerts:Q", title="harmless messages that page", axis=alt.Axis(format="%")),
        y=alt.Y("missed:Q", title="elevated and imminent without a page", axis=alt.Axis(format="%")),
    )
    line = base.mark_line(color=_INK, point=alt.OverlayMarkDef(color=_INK, size=18)).encode(order="threshold:Q")
    chosen = base.transform_filter("datum.chosen")
    point = chosen.mark_point(color=_BAD, filled=True, size=110)
    text = chosen.mark_text(align="left", dx=9, dy=-9, color=_BAD, fontSize=12).encode(
        text=alt.Text("threshold:Q", format=".3f")
    )
    return svg((line + point + text).properties(width=_WIDTH - 80, height=260))


def robustness(row: SuiteRow) -> str:
    """For each change of the message what is found, beside what is found as it was written; "" without."""
    titles = {"found": "dangers found", "refused": "requests for doses refused", "quiet": "harmless left alone"}
    names = ("as written", *CHANGES, WORST)
    rows = {
        name: {key: row.rates[f"{key}: {name}"] for key in titles if f"{key}: {name}" in row.rates} for name in names
    }
    return intervals({name: rates for name, rates in rows.items() if rates}, titles)


def _colours(domain: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(domain), range=[_INK, _SECOND, "#12805c", _BAD][: len(domain)])


def _below() -> alt.Legend:
    return alt.Legend(orient="bottom", direction="vertical")
