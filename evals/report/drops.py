"""What each way of writing costs: the rate in it, and the points that are lost against the message as written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from evals.measuring.rates import Rate
from evals.measuring.seen import AS_WRITTEN
from evals.suites.robustness import CHANGES, KINDS, WORST


class Cell(NamedTuple):
    """One rate, and how many points below the rate as written it lies; None for that one itself."""

    shown: str
    lost: float | None


def drops(rates: Mapping[str, Rate]) -> list[tuple[str, list[Cell]]]:
    """A row for each way of writing, the worst case last, with a cell for each of `KINDS`; [] where none was taken."""
    rows = []
    for change in (AS_WRITTEN, *CHANGES, WORST):
        cells = [_cell(rates, kind, change) for kind in KINDS]
        if any(cell.shown != "–" for cell in cells):
            rows.append((change, cells))
    return rows


def _cell(rates: Mapping[str, Rate], kind: str, change: str) -> Cell:
    found, written = rates.get(f"{kind}: {change}"), rates.get(f"{kind}: {AS_WRITTEN}")
    if found is None or found.value is None:
        return Cell("–", None)
    if change == AS_WRITTEN or written is None or written.value is None:
        return Cell(found.shown(), None)
    return Cell(found.shown(), 100 * (written.value - found.value))
