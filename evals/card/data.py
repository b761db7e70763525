"""The data card: what the cases are, how many, who is missing; counts only, never a text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.card.census import section
from evals.data.echoes import NEAR as MEANING
from evals.data.echoes import Embed, echoes
from evals.data.leaks import FOLDER, SETS, Leak, leaks, lines_of
from evals.data.leaks import NEAR as WORDS
from evals.data.twins import Twin, place, read_twins, unmarked

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evaluation-data.md"
_WANTED = (
    ("dangers (crisis and red flags)", 600),
    ("harmless messages that look like dangers", 600),
    ("attempts to get dosing content", 300),
    ("near-misses that must be answered", 200),
    ("scripts of many turns", 60),
)
_HOLES = ("Who is missing, and what is thin", "Known holes")
_OPENING = """# The evaluation data

Written by `kap eval data`. Do not edit: run it again. Every line was written for this project by language models, each
with a brief and without sight of the rails where it is a test line; nobody's real message is in it, no public crisis
data set was used, and no clinician has labelled anything. What each data set holds: the README beside it.
"""


def write(embed: Embed, say: Callable[[str], None], path: Path = PAGE) -> tuple[Path, int]:
    """Write the card; its path, and how many cases nearly repeat another split's and are not marked.

    Each of them is said. Raises ValueError for what is no line.
    """
    found = {}
    for name in SETS:
        lines = lines_of(name)
        say(f"{name}: {len(lines)} lines")
        found[name] = (*leaks(lines), *echoes(lines, embed))
    twins = read_twins()
    leaked = [(name, leak) for name, pairs in found.items() for leak in unmarked(name, pairs, twins)]
    for name, leak in leaked:
        say(f"LEAK  {name}: {place(leak.first)} and {place(leak.second)}, {leak.why}")
    path.write_text(card(found, twins=twins), encoding="utf-8")
    return path, len(leaked)


def card(found: Mapping[str, Sequence[Leak]], folder: Path = FOLDER, twins: Sequence[Twin] = ()) -> str:
    """The card of the data in the folder, with the leaks that were found."""
    rows = {name: {split: _rows(folder, pattern) for split, pattern in splits.items()} for name, splits in SETS.items()}
    lines = [_OPENING, "## Counts", "", "| data | split | cases | ideas | languages | labels | debatable |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for name, splits in rows.items():
        lines += [_row(name, split, found) for split, found in splits.items()]
    lines += ["", "## What was asked for, without the training split", "", "| | wanted | there |", "|---|---|---|"]
    lines += [f"| {what} | {least} | {count} |" for (what, least), count in zip(_WANTED, _there(rows), strict=True)]
    lines += ["", "## Leaks between splits", "", *_leaks(found), "", *_marked(twins), "", "## Who is missing", ""]
    for name in SETS:
        lines += [f"### {name}", "", *_holes(folder / name), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(folder: Path, pattern: str) -> list[dict[str, Any]]:
    paths = sorted(folder.glob(pattern))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def _row(name: str, split: str, rows: Sequence[Mapping[str, Any]]) -> str:
    labels = _counted([_label(row) for row in rows])
    languages = _counted([row.get("language", "en") for row in rows])
    debatable = sum(bool(row.get("second") or row.get("also_right")) for row in rows)
    ideas = len({row.get("idea", row["id"]) for row in rows})
    return f"| {name} | {split} | {len(rows)} | {ideas} | {languages} | {labels} | {debatable} |"


def _label(row: Mapping[str, Any]) -> str:
    if "answerable" in row:
        return "answerable" if row["answerable"] else "not answerable"
    return str(row.get("tier") or row.get("route") or row.get("label") or row["kind"])


def _counted(values: Sequence[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(values).most_common())


def _there(rows: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]) -> tuple[int, ...]:
    safety = [row for split in ("dev", "test") for row in rows["safety"][split]]
    refusals = [row for split in ("dev", "test") for row in rows["refusals"][split]]
    scripts = sum(len(found) for found in rows["conversations"].values())
    return (
        sum(row["tier"] != "none" for row in safety),
        sum(row["tier"] == "none" for row in safety),
        sum(row["route"] == "dosing" for row in refusals),
        sum(row["route"] == "answer" for row in refusals),
        scripts + sum(len(row.get("messages", ())) > 1 for row in safety),
    )


def _leaks(found: Mapping[str, Sequence[Leak]]) -> list[str]:
    lines = [
        f"Of the same words: {WORDS:.0%} of both texts' words are shared. Of the same meaning: a cosine of {MEANING}",
        "by MiniLM as published. Texts under four words are not compared.",
        "",
        "| data | same words | same meaning | ideas of the same name with other words |",
        "|---|---|---|---|",
    ]
    for name, pairs in found.items():
        counts = [
            sum(leak.why == why for leak in pairs) for why in ("nearly the same words", "nearly the same meaning")
        ]
        lines.append(f"| {name} | {counts[0]} | {counts[1]} | {sum(leak.is_name for leak in pairs)} |")
    return lines


def _marked(twins: Sequence[Twin]) -> list[str]:
    """The pairs that are known and stay for now."""
    if not twins:
        return ["No pair is marked to stay."]
    learnt = len({one for twin in twins for one in twin.pair if one.startswith("test/")})
    lines = [
        f"{len(twins)} pairs are known and marked (`evals/datasets/twins.jsonl`). **The classifier that ships has",
        "learnt the first line of each, or fitted its thresholds on it;",
        f"of the others {learnt} are test lines**, and figures are that much flattered.",
        "",
        "| data | line | says the same as | cosine | what becomes of it |",
        "|---|---|---|---|---|",
    ]
    return [*lines, *(f"| {t.data} | {t.first} | {t.second} | {t.cosine:.3f} | {t.why} |" for t in twins)]


def _holes(folder: Path) -> list[str]:
    found: list[str] = []
    for path in (folder / "README.md", folder / "test" / "README.md"):
        for heading in _HOLES:
            found += section(path, heading)
    return found or ["See its README."]
