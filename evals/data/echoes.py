"""The other leak check: a case that says the same as one of another split in other words, by the embedding model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from assistant.domain.reading import Vector
from evals.data.leaks import Leak, Line

NEAR = 0.95
"""Cosine from which two texts say the same. Danger and its harmless mirror come close too, but stand in one split."""
_FEWEST_WORDS = 4
_BLOCK = 512

Embed = Callable[[Sequence[str]], Sequence[Vector]]


def echoes(lines: Sequence[Line], embed: Embed, near: float = NEAR) -> tuple[Leak, ...]:
    """Every pair of different splits whose texts of four words or more lie that near to each other.

    `embed` gives vectors of length 1.
    """
    long = [line for line in lines if len(line.words) >= _FEWEST_WORDS]
    if not long:
        return ()
    vectors = np.array(embed([line.text for line in long]), dtype=np.float32)
    parts = {
        split: [index for index, line in enumerate(long) if line.split == split]
        for split in {one.split for one in long}
    }
    return tuple(
        Leak(long[one], long[other], "nearly the same meaning")
        for first, second in combinations(sorted(parts), 2)
        for one, other in _pairs(vectors, parts[first], parts[second], near)
    )


def _pairs(
    vectors: NDArray[np.float32], first: Sequence[int], second: Sequence[int], near: float
) -> Iterator[tuple[int, int]]:
    for start in range(0, len(first), _BLOCK):
        rows = first[start : start + _BLOCK]
        found = np.argwhere(vectors[rows] @ vectors[list(second)].T >= near)
        yield from ((rows[row], second[column]) for row, column in found.tolist())
