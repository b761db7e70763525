"""A measure: over which cases a rate is taken, and what counts as a hit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evals.statistics import Proportion
from evals.suites.target import Seen
from evals.suites.trials import AS_WRITTEN, Trial

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Scored(Generic[C]):
    """A case and what the target saw in it."""

    case: C
    trial: Trial


@dataclass(frozen=True, slots=True)
class Measure(Generic[C]):
    """A rate with a name; a pure function of scored cases."""

    name: str
    counts: Callable[[C], bool]
    """Whether the case is one of those that the rate is taken over."""
    hit: Callable[[C, Seen], bool]
    wanted: bool = True
    """Whether a hit is what is hoped for; false of a false alarm. It decides which way is the worst."""

    def share(self, scored: Sequence[Scored[C]], change: str = AS_WRITTEN) -> Proportion:
        """Hits over cases with one change."""
        chosen = [one for one in scored if self.counts(one.case)]
        return Proportion(sum(self.hit(one.case, one.trial.seen[change]) for one in chosen), len(chosen))

    def worst(self, scored: Sequence[Scored[C]]) -> Proportion:
        """Hits over cases when each case counts with the change that did it the most harm (unchanged included)."""
        chosen = [one for one in scored if self.counts(one.case)]
        over = all if self.wanted else any
        return Proportion(
            sum(over(self.hit(one.case, seen) for seen in one.trial.seen.values()) for one in chosen), len(chosen)
        )
