"""A smaller set of cases that still holds some of every kind; the same ones for the same seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from evals.measuring.case import EvalCase

SEED = 6


def stratified(cases: Sequence[EvalCase], n: int | None, by: str, seed: int = SEED) -> tuple[EvalCase, ...]:
    """All cases, or `n` of them: strata (the group `by`, then the kind) take turns, each in a seeded order."""
    if n is None or n >= len(cases):
        return tuple(cases)
    strata: dict[tuple[str, ...], dict[str, list[EvalCase]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        strata[case.groups.get(by, ())][case.kind].append(case)
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    queues = []
    for _, kinds in sorted(strata.items()):
        lists = [kinds[name] for name in sorted(kinds)]
        for members in lists:
            chance.shuffle(members)
        queues.append([case for turn in range(max(map(len, lists))) for m in lists for case in m[turn : turn + 1]])
    taken = [case for turn in range(len(cases)) for queue in queues for case in queue[turn : turn + 1]][:n]
    chosen = {case.id for case in taken}
    return tuple(case for case in cases if case.id in chosen)
