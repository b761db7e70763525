"""The summary that the command prints."""

from __future__ import annotations

from evals.runs.record import RunRow, SuiteRow
from evals.suites.registry import SUITES


def summary(run: RunRow) -> str:
    """Each suite's rates, with counts and intervals, as Markdown."""
    lines = [f"# {run.id}", "", f"{run.made}, commit {run.commit}, target {run.target}, {run.seconds:.0f} s", ""]
    for suite in run.suites:
        lines += [_heading(suite), "", "| measure | rate (hits/cases; 95 % interval) |", "|---|---|"]
        for measure in SUITES[suite.suite].measures:
            if measure.key in suite.rates:
                lines.append(f"| {measure.title} | {suite.rates[measure.key].shown()} |")
        lines.append("")
    return "\n".join(lines)


def _heading(suite: SuiteRow) -> str:
    sample = "" if suite.cases == suite.of else f" of {suite.of}"
    errors = f", {suite.errors} without an answer" if suite.errors else ""
    of = f"{suite.cases}{sample} cases, {suite.ideas} ideas, {suite.seconds:.0f} s{errors}"
    return f"## {suite.suite}, {suite.split}: {of}"
