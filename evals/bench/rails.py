"""How quick the rails are: usual messages, the whole beside one embedding, hostile texts of growing length."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import bootstrap
from assistant.domain.risk import Tier
from assistant.guardrails.screening import Screening
from assistant.ports import Embedder
from evals.bench.lengths import HOSTILE, SIZES, messages
from evals.bench.timing import Times, interleaved
from evals.safety.cases import read_cases

LEXICAL, WHOLE, EMBEDDED = "lexical rails together", "whole assessment", "one embedding of the message"
_GENEROUS_S = 60.0
"""No rail is cut off while it is measured, so that what is slow is seen to be slow."""


@dataclass(frozen=True, slots=True)
class Grown:
    """How long the texts of one size took, in milliseconds: the slowest of all kinds, and its kind."""

    characters: int
    lexical: float
    lexical_slowest: str
    whole: float
    whole_slowest: str


@dataclass(frozen=True, slots=True)
class RailTimes:
    """Everything that the measurement of the rails found."""

    lexical: Times
    together: dict[str, Times]
    """The whole assessment and the embedding of the same messages, taking turns."""
    grown: tuple[Grown, ...]
    messages: int

    @property
    def ratio(self) -> float:
        """The median whole assessment over the median embedding; required: at most 2."""
        return self.together[WHOLE].p50 / self.together[EMBEDDED].p50

    @property
    def growth(self) -> float:
        """Time for a character of the longest text over that of the shortest, lexical rails; 1 is linear."""
        first, last = self.grown[0], self.grown[-1]
        return (last.lexical / last.characters) / (first.lexical / first.characters)

    @property
    def misses(self) -> tuple[str, ...]:
        """What is required and was not reached."""
        longest = self.grown[-1]
        wanted = (
            ("lexical rails at p50, ms", self.lexical.p50, 1.0),
            ("lexical rails at p99, ms", self.lexical.p99, 3.0),
            ("whole assessment / one embedding at p50", self.ratio, 2.0),
            ("100 KB of hostile text, lexical rails, ms", longest.lexical, 1000.0),
            ("100 KB of hostile text, whole assessment, ms", longest.whole, 1000.0),
        )
        return tuple(
            f"{name}: {found:.2f}, required at most {limit:g}" for name, found, limit in wanted if found > limit
        )


def measure(
    embedder: Embedder,
    yardstick: Embedder,
    count: int,
    seed: int,
    sizes: Sequence[int] = SIZES,
    say: Callable[[str], None] = lambda _: None,
) -> RailTimes:
    """Time so many messages of each kind beside one embedding by the yardstick, and every hostile text of each size."""
    cases = read_cases("train")
    rails = bootstrap.input_rails()
    lexical = Screening(rails, lambda _: (), time_limit_s=_GENEROUS_S)
    whole = bootstrap.make_screening(embedder)
    usual = messages([case.text for case in cases], count, seed)
    calm = _calm(messages([case.text for case in cases if not case.is_danger], count, seed), lexical)
    say(f"{len(usual)} messages for the lexical rails, {len(calm)} without an imminent rule for the whole assessment")
    times = interleaved({LEXICAL: _assess(lexical)}, usual, 1, seed)
    calls = {WHOLE: _assess(whole), EMBEDDED: lambda text: yardstick.embed([text])}
    together = interleaved(calls, calm, 1, seed)
    grown = tuple(_grown(lexical, whole, size, say) for size in sizes)
    return RailTimes(times[LEXICAL], together, grown, count)


def _assess(screening: Screening) -> Callable[[str], None]:
    """One assessment. Raises RuntimeError when a rail breaks, because a rail that gives up is quick."""

    def call(text: str) -> None:
        broken = screening.assess(text)[0].failed_rails
        if broken:
            raise RuntimeError(f"{', '.join(broken)} broke on a text of {len(text)} characters; nothing was measured")

    return call


def _calm(texts: Sequence[str], lexical: Screening) -> list[str]:
    """Those that no rule finds imminent: only they are read by the model."""
    return [text for text in texts if lexical.assess(text)[0].tier is not Tier.IMMINENT]


def _grown(lexical: Screening, whole: Screening, size: int, say: Callable[[str], None]) -> Grown:
    say(f"hostile texts of {size} characters")
    kinds = random.Random(size).sample(list(HOSTILE), len(HOSTILE))  # noqa: S311 - an order, not a secret
    alone = {kind: _quickest_ms(lexical, HOSTILE[kind](size)) for kind in kinds}
    full = {kind: _quickest_ms(whole, HOSTILE[kind](size)) for kind in kinds}
    slowest, slowest_full = max(alone, key=alone.__getitem__), max(full, key=full.__getitem__)
    return Grown(size, alone[slowest], slowest, full[slowest_full], slowest_full)


def _quickest_ms(screening: Screening, text: str, tries: int = 3) -> float:
    """The quickest of a few tries, because what else the machine does only adds; infinite when a rail gave up."""
    taken, assess = [], _assess(screening)
    for _ in range(tries):
        started = time.perf_counter()
        try:
            assess(text)
        except RuntimeError:
            return math.inf
        taken.append((time.perf_counter() - started) * 1000)
    return min(taken)
