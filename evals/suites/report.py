"""The figures of a run as Markdown."""

from __future__ import annotations

from evals.safety.report import shown
from evals.suites.goals import GOALS, Goal
from evals.suites.registry import SUITES
from evals.suites.runs import Run


def page(run: Run) -> str:
    """The whole run: what was measured on what, goals, every table."""
    lines = [f"# {run.suite}, {run.split} split", "", SUITES[run.suite].title + ".", "", provenance(run)]
    goals = goal_lines(run)
    if goals:
        lines += ["", "## Goals", "", *goals]
    for table in run.tables:
        lines += ["", f"## {table.title}", "", *table.markdown()]
    return "\n".join(lines) + "\n"


def provenance(run: Run) -> str:
    """When, on what and with which code."""
    return (
        f"{run.made}, commit {run.commit}, {run.target}: {run.cases} cases of the {run.split} split "
        f"(SHA-256 `{run.data_sha256[:16]}…`) in {run.seconds:.0f} s. Intervals are Wilson's, 95 %."
    )


def goal_lines(run: Run) -> list[str]:
    """A row for each goal of the suite: wanted, found, met or by how much not."""
    goals = [goal for goal in GOALS if goal.suite == run.suite]
    if not goals:
        return []
    lines = ["| goal | wanted | found | |", "|---|---|---|---|"]
    return lines + [_goal_line(goal, run) for goal in goals]


def _goal_line(goal: Goal, run: Run) -> str:
    share = run.share(goal.table, goal.row, goal.column)
    wanted = f"{'at least' if goal.at_least else 'at most'} {goal.limit:.0%}"
    if share is None or share.rate is None:
        return f"| {goal.column} | {wanted} | – | not measured |"
    away = goal.limit - share.rate if goal.at_least else share.rate - goal.limit
    verdict = "met" if away <= 0 else f"**not met**, {away * 100:.1f} points away"
    return f"| {goal.column} | {wanted} | {shown(share)} | {verdict} |"
