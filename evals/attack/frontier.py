"""What could fail next: the nearest to its threshold first, and what was tried often later."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from evals.attack.aims import Aim
from evals.attack.draft import Draft
from evals.measuring.case import EvalCase
from evals.measuring.seen import Seen

_TIRING = 0.03
"""How much farther a draft counts after each try, so that one stubborn case does not eat the budget."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A case that is right as written."""

    case: EvalCase
    aim: Aim
    first: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Node:
    """A draft that is still right."""

    origin: Origin
    draft: Draft
    nearness: float
    tries: int = 0


class Frontier:
    """The drafts of one aim; equal ones in the order in which they came."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Node]] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, node: Node) -> None:
        """Put it where it belongs."""
        self._count += 1
        heapq.heappush(self._heap, (node.nearness + _TIRING * node.tries, self._count, node))

    def nearest(self) -> Node:
        """Take the nearest out. Raises IndexError when there is none."""
        return heapq.heappop(self._heap)[2]
