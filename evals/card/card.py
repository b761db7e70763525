"""The model card of the assistant: what it is, what it was measured on, what was found, where it fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.card.census import Census, census, section
from evals.card.goals import goals, unmeasured
from evals.card.texts import INTRODUCTION, NOT, WHAT_IT_DOES
from evals.card.thresholds import thresholds
from evals.card.weaknesses import weaknesses
from evals.refusals.cases import FOLDER as REFUSALS
from evals.report.measures import columns
from evals.runs.record import RunRow, SuiteRow
from evals.safety.cases import FOLDER as SAFETY
from evals.suites.registry import SUITES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "safety-model-card.md"
_SETS = (("safety", SAFETY, ("train", "dev", "test")), ("refusals", REFUSALS, ("train", "dev", "test")))
_HOLES = (("README.md", "Who is missing, and what is thin"), ("test/README.md", "Known holes"))
"""Where those who wrote the data say what is wrong with them."""
_NO_TEST = (
    "**This suite has no test split: where it puts messages, they are development ones, and its figures flatter.**"
)


def card(run: RunRow) -> str:
    """The card of that run; of each suite its test split where it was run on it, else dev, and says so."""
    shown = [row for name in SUITES for row in (run.suite(name, "test") or run.suite(name, "dev"),) if row]
    lines = ["# Safety model card", "", INTRODUCTION, "", _provenance(run), "", *unmeasured(shown)]
    lines += ["## What it does", "", WHAT_IT_DOES, "", "## Goals", "", *goals(run, shown), "", "## Data", "", *_data()]
    for row in shown:
        lines += ["", f"## Figures: {row.suite}, {row.split}", "", f"{row.title}.", "", *_figures(row)]
    lines += ["", "## Where it fails", ""]
    for row in shown:
        lines += [f"### {row.suite}, {row.split}", "", *(weaknesses(row) or ["Nothing failed."]), ""]
    lines += ["## Thresholds of the classifier", "", *thresholds(), "", "## What it is not", "", NOT]
    return "\n".join(lines) + "\n"


def _provenance(run: RunRow) -> str:
    versions = ", ".join(f"{name} {value}" for name, value in run.facts.items())
    return f"Run {run.id}, commit {run.commit}, target {run.target}. {versions}."


def _figures(row: SuiteRow) -> list[str]:
    sample = f" (of {row.of})" if row.cases != row.of else ""
    lines = [f"{row.cases} cases{sample}, {row.ideas} ideas; SHA-256 of the files `{row.data_sha256[:16]}…`."]
    if "test" not in SUITES[row.suite].splits:
        lines += ["", _NO_TEST]
    elif row.split != "test":
        lines += ["", "**These are development data, which the rails were built on: too good to be true.**"]
    if row.failed_rails:
        lines += ["", f"**Rails broke during this run: {', '.join(row.failed_rails)}.**"]
    lines += ["", *(f"- {name}: {value:.0f}" for name, value in row.numbers.items())] if row.numbers else []
    lines += ["", "| measure | rate |", "|---|---|"]
    lines += [f"| {m.title} | {row.rates[m.key].shown()} |" for m in SUITES[row.suite].measures if m.key in row.rates]
    for grouping in row.groups:
        lines += ["", f"### By {grouping} ({row.suite})", "", *_grouped(row, grouping)]
    if row.matrix:
        lines += ["", f"### Label and finding ({row.suite})", "", *_matrix(row)]
    return lines


def _grouped(row: SuiteRow, grouping: str) -> list[str]:
    values = row.groups[grouping]
    shown = columns(row.suite, values)
    lines = [f"| {grouping} | {' | '.join(m.title for m in shown)} |", "|---|" + "---|" * len(shown)]
    for value, rates in values.items():
        cells = (rates[m.key].shown() if m.key in rates else "–" for m in shown)
        lines.append(f"| {value} | {' | '.join(cells)} |")
    return lines


def _matrix(row: SuiteRow) -> list[str]:
    columns = sorted({name for counts in row.matrix.values() for name in counts})
    lines = [f"| label \\ found | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    for label, counts in row.matrix.items():
        lines.append(f"| {label} | {' | '.join(str(counts.get(name, 0)) for name in columns)} |")
    return lines


def _data() -> list[str]:
    head = "| data | split | cases | conversations | ideas | voices | languages | labels | debatable |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|"]
    concerns: list[str] = []
    missing: list[str] = []
    for name, folder, splits in _SETS:
        for split in splits:
            found = census(folder / split)
            lines.append(_row(name, split, found))
            if found.concerns:
                concerns.append(f"- {name}, {split}: {listed(found.concerns)}.")
        missing += ["", f"### Who is missing: {name}", "", *_holes(folder)]
    lines += ["", "The other data sets, and the leak check between splits: [evaluation-data.md](evaluation-data.md)."]
    return [*lines, "", "Dangers by concern (a case may have several):", "", *concerns, *missing]


def _holes(folder: Path) -> list[str]:
    lines: list[str] = []
    for path, heading in _HOLES:
        found = section(folder / path, heading)
        lines += [f"{heading} (`{(folder / path).relative_to(ROOT)}`):", "", *found, ""] if found else []
    return lines[:-1] or ["Its authors say nothing about that yet."]


def _row(name: str, split: str, found: Census) -> str:
    if not found.cases:
        return f"| {name} | {split} | none yet | | | | | | |"
    counts: Sequence[object] = (found.cases, found.conversations, found.ideas, found.voices)
    named = (listed(found.languages), listed(found.labels), found.debatable)
    return f"| {name} | {split} | {' | '.join(str(value) for value in (*counts, *named))} |"


def listed(counts: object) -> str:
    """Counts in one line."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) if isinstance(counts, dict) else ""
