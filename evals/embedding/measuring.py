"""How often a way to ask that nothing has seen finds its passage, by meaning alone, as the index would search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.adapters.fitted_directions import FittedDirections
from assistant.domain.reading import Vector
from evals.embedding.lessons import Lessons
from evals.statistics import Proportion

Embed = Callable[[Sequence[str]], Sequence[Vector]]


def found(embed: Embed, known: Lessons, asked: Lessons, most: tuple[int, ...] = (1, 3)) -> tuple[Proportion, ...]:
    """For each of `most`: of the asked texts, how many have their passage among so many best ones of its language."""
    vectors, owners = np.array(embed(known.texts)), np.array(known.owners)
    passages = len(known.groups) - 1
    mine = [n for n, owner in enumerate(known.owners) if owner < passages]
    directions = np.array(
        FittedDirections().fit(vectors[mine].tolist(), owners[mine].tolist(), known.groups[:passages])
    )
    questions, wanted = np.array(embed(asked.texts)), np.array(asked.owners)
    nearest = np.full((len(wanted), passages), -1.0)
    cosines = questions @ vectors[mine].T
    for passage in range(passages):
        nearest[:, passage] = cosines[:, owners[mine] == passage].max(axis=1, initial=-1.0)
    scores = nearest + questions @ directions.T
    groups = np.array(known.groups[:passages])
    scores[groups[wanted][:, None] != groups[None]] = -np.inf
    rank = (scores > scores[np.arange(len(wanted)), wanted][:, None]).sum(axis=1)
    return tuple(Proportion(int((rank < n).sum()), len(rank)) for n in most)
