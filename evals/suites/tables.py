"""Tables of rates: one shape for reports, for stored runs and for whatever compares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.safety.report import shown
from evals.statistics import Proportion


@dataclass(frozen=True, slots=True)
class Row:
    """A named row of rates."""

    name: str
    shares: tuple[Proportion, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rates by row and column; a row without a share for each column raises ValueError."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(row.shares) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of the table {self.title!r} needs {len(self.columns)} shares")

    def share(self, row: str, column: str) -> Proportion | None:
        """The rate there, None when the table has no such row or column."""
        if column not in self.columns:
            return None
        at = self.columns.index(column)
        return next((found.shares[at] for found in self.rows if found.name == row), None)

    def markdown(self) -> list[str]:
        """The table as lines of Markdown; rows in which nothing was counted are left out."""
        lines = [f"| {self.corner} | {' | '.join(self.columns)} |", "|---|" + "---|" * len(self.columns)]
        counted = (row for row in self.rows if any(share.n for share in row.shares))
        lines += [f"| {row.name} | {' | '.join(shown(share) for share in row.shares)} |" for row in counted]
        return lines


def table(title: str, corner: str, columns: Sequence[str], rows: Mapping[str, Iterable[Proportion]]) -> Table:
    """A table of these rows, in their order."""
    return Table(title, corner, tuple(columns), tuple(Row(name, tuple(shares)) for name, shares in rows.items()))
