"""Pure statistics that every suite shares: counts with their uncertainty, never a bare percentage."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

__all__ = ["Interval", "Proportion", "effective_n", "shown", "wilson_interval", "wilson_interval_of"]

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval inside 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many successes out of so many cases; building one with more successes than cases raises ValueError."""

    successes: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.successes <= self.n:
            message = f"{self.successes} successes cannot come out of {self.n} cases."
            raise ValueError(message)

    @property
    def rate(self) -> float | None:
        """Return successes divided by cases, or None when there are no cases: unscored is not zero."""
        return self.successes / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the Wilson 95 % interval, or None when there are no cases."""
        return wilson_interval(self.successes, self.n) if self.n else None

    def at_least(self, threshold: float) -> bool:
        """Whether the observed rate reaches the threshold; no cases never do."""
        return self.rate is not None and self.rate >= threshold


def wilson_interval(successes: int, n: int, z: float = Z_95) -> Interval:
    """Return the Wilson score interval of a proportion, 95 % by default.

    Raises ValueError when there are no cases or the counts contradict each other.
    """
    if n <= 0 or not 0 <= successes <= n:
        message = f"{successes} of {n} is not a proportion; a Wilson interval needs 0 <= successes <= n and n > 0."
        raise ValueError(message)
    found = wilson_interval_of(successes / n, n, z)
    # With every case alike the exact bound is 0 or 1; floating point would leave 0.9999….
    return Interval(0.0 if successes == 0 else found.low, 1.0 if successes == n else found.high)


def wilson_interval_of(rate: float, n: float, z: float = Z_95) -> Interval:
    """The Wilson interval of a rate that so many independent cases are behind; `n` may be an effective number.

    Raises ValueError when there are no cases or the rate is none.
    """
    if n <= 0 or not 0 <= rate <= 1:
        message = f"{rate} of {n} cases is not a rate; it needs 0 <= rate <= 1 and n > 0."
        raise ValueError(message)
    denominator = 1 + z * z / n
    centre = (rate + z * z / (2 * n)) / denominator
    half = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / denominator
    return Interval(max(0.0, centre - half) if rate else 0.0, min(1.0, centre + half) if rate < 1 else 1.0)


def effective_n(clusters: Sequence[Sequence[bool]]) -> float:
    """How many independent cases these clusters of outcomes are worth: between 1 and their number of cases.

    The variance of the rate between clusters against that of as many independent cases. Where all outcomes are alike
    there is no variance to see, and each cluster counts as one case. Raises ValueError without any case.
    """
    n = sum(len(cluster) for cluster in clusters)
    if not n:
        message = "without a case there is nothing to count"
        raise ValueError(message)
    rate = sum(sum(cluster) for cluster in clusters) / n
    between = sum((sum(cluster) - rate * len(cluster)) ** 2 for cluster in clusters) / (n * n)
    filled = sum(1 for cluster in clusters if cluster)
    if not between:
        return float(filled)
    return max(1.0, min(float(n), rate * (1 - rate) / between))


def shown(share: Proportion) -> str:
    """A share with its counts and its 95 % interval; a dash when nothing was counted."""
    interval = share.interval
    if share.rate is None or interval is None:
        return "–"
    return f"{share.rate:.1%} ({share.successes}/{share.n}; {interval.low:.1%}–{interval.high:.1%})"
