"""Plots and tables of the oversight page; every plot has its numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from assistant.domain.cases import Severity
from assistant.domain.oversight import RulePrecision, Waiting, WeekOfAlerts
from assistant.ui.clinician.rules import both_words
from assistant.ui.clinician.wording import SEVERITIES

# Told apart by lightness as well as by hue; readable on the light and the dark ground.
COLOURS = {
    Severity.IMMINENT: "#d64545",
    Severity.ELEVATED: "#e08a2e",
    Severity.MEDICAL: "#c9a227",
    Severity.NEEDS_HUMAN: "#8e6cc0",
    Severity.WATCH: "#4a86c5",
    Severity.TEAM_QUESTION: "#8a9a94",
}
MOST = 15


def draw_load(weeks: Sequence[WeekOfAlerts]) -> None:
    """Cases of each week for 100 active patients, stacked by severity."""
    rows = [
        {
            "week": week.monday.isoformat(),
            "severity": SEVERITIES[week.severity][1],
            "rank": week.severity.rank,
            "cases": week.cases,
            "alerts delivered": week.alerts,
            "cases for 100 patients": round(week.cases_per_100, 2),
            "alerts delivered for 100 patients": round(week.alerts_per_100, 2),
        }
        for week in weeks
    ]
    there = [severity for severity in Severity if any(week.severity is severity for week in weeks)]
    scale = alt.Scale(
        domain=[SEVERITIES[severity][1] for severity in there], range=[COLOURS[severity] for severity in there]
    )
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("week:O", title="Week from", axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("cases for 100 patients:Q", title="Cases for 100 patients"),
            color=alt.Color("severity:N", scale=scale, title=None, legend=alt.Legend(orient="top", columns=3)),
            order=alt.Order("rank:Q"),
            tooltip=["week:O", "severity:N", "cases:Q", "alerts delivered:Q", "alerts delivered for 100 patients:Q"],
        )
    )
    st.altair_chart(bars, height=260)
    with st.expander("As a table"):
        st.dataframe([{key: value for key, value in row.items() if key != "rank"} for row in rows], hide_index=True)


def draw_waits(claims: Sequence[Waiting], contacts: Sequence[Waiting]) -> None:
    """Median and ninetieth percentile of the minutes until claim and contact."""
    spoken = {waiting.severity: waiting for waiting in contacts}
    st.dataframe(
        [
            {
                "Severity": SEVERITIES[claim.severity][1],
                "Claimed": claim.n,
                "Not claimed": claim.never,
                "Median to claim": _minutes(claim.median),
                "90 % within": _minutes(claim.ninetieth),
                "Reached": spoken[claim.severity].n,
                "Median to reach": _minutes(spoken[claim.severity].median),
                "90 % reached within": _minutes(spoken[claim.severity].ninetieth),
            }
            for claim in claims
        ],
        hide_index=True,
    )
    st.caption("Minutes from when the case was opened, of the cases that had the step; the others are counted beside.")


def draw_precision(found: Sequence[RulePrecision]) -> None:
    """Of the cases a clinician could decide, the share in which the danger was there, with its 95 % interval."""
    decided = [one for one in found if one.right.n]
    if not decided:
        st.info("Nothing to count yet: no case was resolved as true or as a false alarm.")
        return
    rows = [_row(one) for one in decided[:MOST]]
    order = [str(row["check"]) for row in rows]
    y = alt.Y("check:N", sort=order, title=None, axis=alt.Axis(labelLimit=320))
    across = alt.Scale(domain=[0, 1])
    data = alt.Chart(alt.InlineData(values=rows))
    share = alt.X("share:Q", scale=across, title="Share that was right (95 % interval)", axis=alt.Axis(format="%"))
    told = ["check:N", "right:N", alt.Tooltip("low:Q", format=".0%"), alt.Tooltip("high:Q", format=".0%")]
    line = data.mark_rule(strokeWidth=2, color="#7d918b").encode(
        y=y, x=alt.X("low:Q", scale=across), x2="high:Q", tooltip=told
    )
    dots = data.mark_point(filled=True, size=70, color="#2b8079").encode(y=y, x=share, tooltip=told)
    st.altair_chart(line + dots, height=60 + 28 * len(rows))
    st.caption(
        "From the outcomes of resolved cases. A case counts for every check that found something in it. It says how "
        "often an alarm was right, not how much was missed."
    )
    with st.expander("As a table"):
        st.dataframe([_row(one) for one in found if one.right.n or one.undecided], hide_index=True)


def _row(one: RulePrecision) -> dict[str, object]:
    low, high = one.right.interval or (None, None)
    return {
        "check": both_words(one.rule),
        "right": f"{one.right.successes} of {one.right.n}",
        "share": one.right.rate,
        "low": low,
        "high": high,
        "undecided": one.undecided,
    }


def _minutes(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} min" if value >= 1 else "under 1 min"
