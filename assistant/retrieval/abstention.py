"""Whether the best passages are good enough to answer from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

_KNOWN, _APART, _SURE = 0.8, 0.15, 0.95
"""So near to a way to ask, and so much nearer than to any question that is not the library's, it is that question."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one search found about its best passage and about the question."""

    nearest: float
    """Cosine of the best passage's nearest vector."""
    direction: float
    """Cosine of its direction."""
    coverage: float
    """Share of the question's words that it holds."""
    not_ours: float
    """Cosine of the nearest question that the library does not answer."""
    unknown: float
    """Share of the question's words that no passage holds."""
    strangeness: float
    """Share of its words that one question holds which the library does not answer."""
    ours: float
    """Cosine of the direction that leads from questions which the library does not answer to those that it does."""

    def __iter__(self) -> Iterator[float]:
        parts = (self.nearest, self.direction, self.coverage, self.not_ours, self.unknown, self.strangeness, self.ours)
        return iter(parts)


@dataclass(frozen=True, slots=True)
class Abstention:
    """Turns evidence into a confidence from 0 to 1 and a yes or no.

    The numbers were fitted by `python -m evals.retrieval.calibrate` on the development questions, which prints
    them. The threshold is where silence is as often right as it is found (five of six); decisions 30 and 31 have
    others.
    """

    bias: float = 3.11
    weights: tuple[float, ...] = (2.75, 4.97, 3.39, -7.48, -4.56, -7.50, 9.65)
    threshold: float = 0.6

    def confidence(self, found: Evidence) -> float:
        """How likely it is that the library answers the question; nearly certain for nearly a known way to ask."""
        score = self.bias + sum(weight * value for weight, value in zip(self.weights, found, strict=True))
        likely = 1.0 / (1.0 + math.exp(-score))
        known = found.nearest >= _KNOWN and found.nearest - found.not_ours >= _APART
        return max(likely, _SURE) if known else likely

    def good_enough(self, confidence: float) -> bool:
        """Whether to answer."""
        return confidence >= self.threshold
