"""The safety model card: what the rails are, what they were measured on, what was found, where they fail."""

from __future__ import annotations

from pathlib import Path

from evals.refusals.cases import FOLDER as REFUSALS
from evals.safety.cases import FOLDER as SAFETY
from evals.suites.card_texts import INTRODUCTION, NOT, WHAT_IT_DOES
from evals.suites.census import Census, census, section
from evals.suites.registry import SUITES
from evals.suites.report import goal_lines, provenance
from evals.suites.runs import KEPT, ROOT, Run, kept
from evals.suites.thresholds import thresholds
from evals.suites.weaknesses import weaknesses

PAGE = ROOT / "docs" / "safety-model-card.md"
_SETS = (("safety", SAFETY, ("train", "dev", "test")), ("refusals", REFUSALS, ("dev", "test")))
_HOLES = (("README.md", "Who is missing, and what is thin"), ("test/README.md", "Known holes"))
"""Where those who wrote the data say what is wrong with them."""


def write(path: Path = PAGE, folder: Path = KEPT) -> Path:
    """Write the card from the kept runs; its path. Raises ValueError when a kept run cannot be read."""
    path.write_text(card(folder), encoding="utf-8")
    return path


def card(folder: Path = KEPT) -> str:
    """The card from the kept runs: of the test split where there is one, of dev (said so) where not."""
    runs = {name: kept(name, "test", folder) or kept(name, "dev", folder) for name in SUITES}
    lines = [
        "# Safety model card",
        "",
        INTRODUCTION,
        "",
        "## What it does",
        "",
        WHAT_IT_DOES,
        "",
        "## Data",
        "",
        *_data(),
    ]
    for name, run in runs.items():
        lines += ["", f"## Figures: {name}", "", SUITES[name].title + ".", "", *_figures(name, run)]
    lines += ["", "## Where it fails", ""]
    for name, run in runs.items():
        lines += [f"### {name}", "", *(weaknesses(run) if run else ["Not measured yet."]), ""]
    lines += ["## Thresholds of the classifier", "", *thresholds(), "", "## What it is not", "", NOT]
    return "\n".join(lines) + "\n"


def _figures(name: str, run: Run | None) -> list[str]:
    if run is None:
        return [f"Not measured yet: `kap eval {name} --split test --write`."]
    lines = [provenance(run)]
    if run.split != "test":
        lines += ["", "**These are development data, which the rails were built on: too good to be true.**"]
    if run.failed_rails:
        lines += ["", f"**Rails broke during this run: {', '.join(run.failed_rails)}.**"]
    lines += ["", *goal_lines(run)]
    for table in run.tables:
        lines += ["", f"### {table.title} ({name})", "", *table.markdown()]
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
                concerns.append(f"- {name}, {split}: {_listed(found.concerns)}.")
        missing += ["", f"### Who is missing: {name}", "", *_holes(folder)]
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
    counts = (found.cases, found.conversations, found.ideas, found.voices)
    listed = (_listed(found.languages), _listed(found.labels), found.debatable)
    return f"| {name} | {split} | {' | '.join(str(value) for value in (*counts, *listed))} |"


def _listed(counts: object) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) if isinstance(counts, dict) else ""
