"""A stored run: a folder with `run.json` (figures), `cases.jsonl` (each case) and `logs/` (for `inspect view`).

The format is described in docs/evals.md; whoever changes it raises `FORMAT`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals.measuring.rates import Marked, Marks, Rate, rate_of, rate_row

FORMAT = 1
RUN, CASES, LOGS, REPORT = "run.json", "cases.jsonl", "logs", "report.html"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of a run, as a line of `cases.jsonl`. Words are there for development cases only."""

    suite: str
    split: str
    id: str
    idea: str
    label: str
    kind: str
    groups: Mapping[str, tuple[str, ...]]
    marks: Marks
    failed: tuple[str, ...]
    """What went wrong, by the titles of the measures; () for a faultless case."""
    grave: bool
    seen: Mapping[str, Any]
    """What the target made of it: by turn, tier, route, rules, scores, and for development cases the text."""
    error: str = ""
    """The type of what the target raised."""
    patient: tuple[str, ...] = ()
    why: str = ""

    @property
    def marked(self) -> Marked:
        """What rates are taken over."""
        return Marked(self.id, self.idea, self.marks)


@dataclass(frozen=True, slots=True)
class SuiteRow:
    """The figures of one suite on one split."""

    suite: str
    split: str
    title: str
    cases: int
    of: int
    """How many cases the split has; `cases` is smaller for a sample."""
    ideas: int
    errors: int
    seconds: float
    data_sha256: str
    failed_rails: tuple[str, ...]
    rates: Mapping[str, Rate]
    groups: Mapping[str, Mapping[str, Mapping[str, Rate]]] = field(default_factory=dict)
    """By grouping, by value, by measure."""
    matrix: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Cases by label and by what was found."""
    curve: tuple[Mapping[str, float], ...] = ()
    """Points of the threshold curve: `threshold`, `missed`, `alerts`, `dangers`, `harmless`, `chosen`."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """What is no rate: milliseconds, grades. Each with its n in its name or beside it."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run."""

    id: str
    made: str
    commit: str
    target: str
    facts: Mapping[str, str]
    """What must be known to repeat it: settings, library and rails versions, packages, seed, machine."""
    arguments: tuple[str, ...]
    seconds: float
    suites: tuple[SuiteRow, ...]
    gates: tuple[Mapping[str, Any], ...] = ()
    format: int = FORMAT

    def suite(self, name: str, split: str) -> SuiteRow | None:
        """The figures of that suite on that split."""
        return next((row for row in self.suites if (row.suite, row.split) == (name, split)), None)


def write(run: RunRow, cases: Iterable[CaseRow], folder: Path) -> Path:
    """Store the run in the folder, over what was there; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / CASES).open("w", encoding="utf-8") as lines:
        for case in cases:
            lines.write(json.dumps(asdict(case), ensure_ascii=False, sort_keys=True) + "\n")
    (folder / RUN).write_text(json.dumps(_plain(run), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder


def read(folder: Path) -> RunRow:
    """The stored run. Raises ValueError when the folder holds none of this format."""
    try:
        row = json.loads((folder / RUN).read_text(encoding="utf-8"))
        _same_format(row["format"])
        suites = tuple(_suite(one) for one in row.pop("suites"))
        return RunRow(
            **{**row, "suites": suites, "arguments": tuple(row["arguments"]), "gates": tuple(row.get("gates", ()))}
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{folder} holds no run of this version ({error}): measure it again") from error


def _same_format(given: object) -> None:
    if given != FORMAT:
        raise ValueError(f"format {given}, not {FORMAT}")


def read_cases(folder: Path) -> tuple[CaseRow, ...]:
    """Every case of the run. Raises ValueError when they cannot be read."""
    try:
        # Not `splitlines`: a message may hold other line breaks than this one.
        with (folder / CASES).open("rb") as lines:
            return tuple(read_case(line) for line in lines)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{folder / CASES} cannot be read: {error}") from error


def stored(runs: Path) -> tuple[RunRow, ...]:
    """Every run below the folder, newest first; what is no run is left out."""
    found = []
    for path in sorted(runs.glob(f"*/{RUN}")):
        try:
            found.append(read(path.parent))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda run: run.made, reverse=True))


def _plain(run: RunRow) -> dict[str, Any]:
    row = asdict(run)
    row["suites"] = [
        asdict(suite)
        | {
            "rates": {key: rate_row(one) for key, one in suite.rates.items()},
            "groups": {
                name: {
                    value: {key: rate_row(one) for key, one in measures.items()} for value, measures in values.items()
                }
                for name, values in suite.groups.items()
            },
        }
        for suite in run.suites
    ]
    return row


def _suite(row: dict[str, Any]) -> SuiteRow:
    rates = {key: rate_of(one) for key, one in row["rates"].items()}
    groups = {
        name: {value: {key: rate_of(one) for key, one in measures.items()} for value, measures in values.items()}
        for name, values in row["groups"].items()
    }
    lists = {"failed_rails": tuple(row["failed_rails"]), "curve": tuple(row["curve"])}
    return SuiteRow(**{**row, **lists, "rates": rates, "groups": groups})


def read_case(line: bytes) -> CaseRow:
    """The case of that line of `cases.jsonl`. Raises ValueError, KeyError or TypeError when it holds none."""
    row = json.loads(line)
    lists = {name: tuple(row[name]) for name in ("failed", "patient")}
    return CaseRow(**{**row, **lists, "groups": {name: tuple(values) for name, values in row["groups"].items()}})
