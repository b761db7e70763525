"""A share with its uncertainty: counts and a Wilson interval, never a bare percentage."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many successes out of so many; more successes than cases cannot be built."""

    successes: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.successes <= self.n:
            raise ValueError(f"{self.successes} successes cannot come out of {self.n}")

    @property
    def rate(self) -> float | None:
        """Successes divided by cases; None without any case, because nothing counted is not zero."""
        return self.successes / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson 95 % interval, or None without any case."""
        if not self.n:
            return None
        z, n, rate = Z_95, self.n, self.successes / self.n
        centre = rate + z * z / (2 * n)
        half = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
        scale = 1 + z * z / n
        # With every case alike the exact bound is 0 or 1; floating point would leave 0.9999….
        low = 0.0 if not self.successes else max(0.0, (centre - half) / scale)
        high = 1.0 if self.successes == n else min(1.0, (centre + half) / scale)
        return low, high
