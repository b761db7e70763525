"""The cases of a run without their words, and where in the file each one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from assistant.domain.evaluation import CaseKey
from evals.console.folders import kept_for
from evals.runs.record import CASES, CaseRow, read_case


@dataclass(frozen=True, slots=True, eq=False)
class CaseIndex:
    """Every case with its label, marks and groups; what was said and seen is read from the file when asked for."""

    path: Path
    rows: Mapping[CaseKey, CaseRow]
    places: Mapping[CaseKey, int]

    def whole(self, key: CaseKey) -> CaseRow | None:
        """The case with everything; None when the run has not got it."""
        if key not in self.places:
            return None
        with self.path.open("rb") as lines:
            lines.seek(self.places[key])
            return read_case(lines.readline())


def index_of(folder: Path) -> CaseIndex:
    """The index of the run's cases, made once for as long as the file is the same. Raises EvaluationGone."""
    return kept_for(folder / CASES, _indexed)


@lru_cache(maxsize=6)
def _indexed(path: Path, _digest: str) -> CaseIndex:
    rows: dict[CaseKey, CaseRow] = {}
    places: dict[CaseKey, int] = {}
    at = 0
    with path.open("rb") as lines:
        for line in lines:
            row = _read(line)
            key = CaseKey(row.suite, row.split, row.id)
            rows[key], places[key] = replace(row, seen={}, patient=(), why=""), at
            at += len(line)
    return CaseIndex(path, rows, places)


def _read(line: bytes) -> CaseRow:
    try:
        return read_case(line)
    except (KeyError, TypeError) as error:
        raise ValueError(f"a line holds no case ({type(error).__name__})") from None
