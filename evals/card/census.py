"""Counts of a data set: how many cases, of what, by whom; never a text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Census:
    """The counts of one split; all zero for a split without files."""

    cases: int
    conversations: int
    ideas: int
    voices: int
    debatable: int
    labels: Mapping[str, int]
    """By tier where there is one, by route otherwise."""
    concerns: Mapping[str, int]
    languages: Mapping[str, int]


def census(folder: Path) -> Census:
    """The counts of the JSON Lines files in the folder. Raises ValueError for a line that is none."""
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.jsonl")):
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return Census(
        cases=len(rows),
        conversations=sum("messages" in row for row in rows),
        ideas=len({row.get("idea") for row in rows}),
        voices=len({row.get("voice") for row in rows}),
        debatable=sum(bool(row.get("second") or row.get("also_right")) for row in rows),
        labels=_counted([row.get("tier") or row.get("route") for row in rows]),
        concerns=_counted([concern for row in rows for concern in row.get("concerns", ())]),
        languages=_counted([row.get("language", "en") for row in rows]),
    )


def _counted(values: Sequence[Any]) -> dict[str, int]:
    """Counts by name, the commonest first."""
    return {str(name): count for name, count in sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))}


def section(path: Path, heading: str) -> list[str]:
    """The lines below a second-level heading of a Markdown file, up to the next one; [] when it is not there."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    if f"## {heading}" not in lines:
        return []
    start = lines.index(f"## {heading}") + 1
    end = next((i for i in range(start, len(lines)) if lines[i].startswith("## ")), len(lines))
    return [line for line in lines[start:end] if line]
