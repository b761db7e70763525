"""Pure statistics that every suite shares: counts with their uncertainty, never a bare percentage."""

from dataclasses import dataclass
from math import sqrt

__all__ = ["Interval", "Proportion", "wilson_interval"]

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
    rate = successes / n
    denominator = 1 + z * z / n
    centre = (rate + z * z / (2 * n)) / denominator
    half = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / denominator
    # With every case alike the exact bound is 0 or 1; floating point would leave 0.9999….
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)
