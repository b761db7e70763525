"""Times calls that take turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Call = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Times:
    """How long one kind of call took, in milliseconds; never empty."""

    milliseconds: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """The value that this share (0 to 1) of the calls stays at or under."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, max(0, round(share * (len(ordered) - 1))))]

    @property
    def p50(self) -> float:
        """The median."""
        return self.percentile(0.50)

    @property
    def p95(self) -> float:
        """Nineteen of twenty calls were this quick."""
        return self.percentile(0.95)

    @property
    def p99(self) -> float:
        """Ninety-nine of a hundred calls were this quick."""
        return self.percentile(0.99)


def interleaved(
    calls: Mapping[str, Call],
    questions: Sequence[str],
    repeats: int,
    seed: int,
    *,
    between: Callable[[], None] = lambda: None,
    warm_up: int = 5,
) -> dict[str, Times]:
    """Every call with every question, `repeats` times; for each question the calls come in a new random order.

    `between` runs before each question, untimed.
    """
    shuffled = random.Random(seed)  # noqa: S311 - an order, not a secret
    for question in questions[:warm_up]:
        for call in calls.values():
            call(question)
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for question in shuffled.sample(list(questions), len(questions)):
            between()
            for name in shuffled.sample(list(calls), len(calls)):
                started = time.perf_counter()
                calls[name](question)
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: Times(tuple(values)) for name, values in taken.items()}
