"""Whether the best passages are good enough to answer from."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one search found: nearest cosine, its lead over the rest, the share of words the best passage holds."""

    nearest: float
    lead: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Abstention:
    """Turns evidence into a confidence from 0 to 1 and a yes or no.

    The numbers were fitted by `python -m evals.retrieval.calibrate` on evals/datasets/retrieval_dev.yaml; it prints
    how and how well. The threshold is where a wrong answer costs as much as a needless "I do not know".
    """

    bias: float = -8.0
    of_nearest: float = 14.0
    of_lead: float = 0.0
    of_coverage: float = 2.0
    threshold: float = 0.5

    def confidence(self, found: Evidence) -> float:
        """How likely it is that the best passages answer the question."""
        score = (
            self.bias + self.of_nearest * found.nearest + self.of_lead * found.lead + self.of_coverage * found.coverage
        )
        return 1.0 / (1.0 + math.exp(-score))

    def good_enough(self, confidence: float) -> bool:
        """Whether to answer."""
        return confidence >= self.threshold
