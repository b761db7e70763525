"""Shares of labelled cases, with what makes them readable: counts, an interval, what stayed undecided."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits over decided cases."""

    hits: int
    n: int
    undecided: int
    ideas: int
    low: float
    high: float
    """The Wilson interval on as many independent cases as the ideas behind them are worth; 0 to 1 without cases."""

    @property
    def value(self) -> float | None:
        """The rate; None without cases, because unscored is not zero."""
        return self.hits / self.n if self.n else None

    def shown(self) -> str:
        """The rate with its counts and interval; a dash without cases."""
        if self.value is None:
            return "–" if not self.undecided else f"– ({self.undecided} undecided)"
        left = f"; {self.undecided} undecided" if self.undecided else ""
        return f"{self.value:.1%} ({self.hits}/{self.n}; {self.low:.1%}–{self.high:.1%}{left})"


@dataclass(frozen=True, slots=True)
class Paired:
    """Two runs on the same cases: what only one of them got right, and how likely so lopsided a split is by chance."""

    both: int
    only_first: int
    only_second: int
    neither: int
    p: float
    """McNemar's exact test, two-sided; 1.0 when the runs never differ."""

    @property
    def n(self) -> int:
        """The cases that both runs decided."""
        return self.both + self.only_first + self.only_second + self.neither
