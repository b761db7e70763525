"""Pairs of lines of different splits that say the same, are known, and stay for now: marked, never overlooked.

A training line cannot just be taken away: what the classifier ships is bound to the data that it learnt from. So the
pair is marked with a reason, the data card counts and names it, and the line goes at the next training.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.data.leaks import FOLDER, Leak, Line

TWINS = FOLDER / "twins.jsonl"


class Twin(BaseModel):
    """One marked pair; `first` and `second` are `split/id`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: str
    first: str
    second: str
    cosine: float = Field(ge=0, le=1)
    why: str = Field(min_length=10)
    """What becomes of it."""

    @property
    def pair(self) -> frozenset[str]:
        """Both, in no order."""
        return frozenset((self.first, self.second))


def read_twins(path: Path = TWINS) -> tuple[Twin, ...]:
    """Every marked pair; () without a file. Raises ValueError for a line that is none."""
    if not path.exists():
        return ()
    return tuple(Twin(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def unmarked(name: str, leaks: Sequence[Leak], twins: Sequence[Twin]) -> tuple[Leak, ...]:
    """The leaks of the data set that are no marked pair. A name that two ideas share is no leak."""
    known = {twin.pair for twin in twins if twin.data == name}
    return tuple(leak for leak in leaks if not leak.is_name and _pair(leak) not in known)


def _pair(leak: Leak) -> frozenset[str]:
    return frozenset((place(leak.first), place(leak.second)))


def place(line: Line) -> str:
    """Where the line stands, as a mark names it."""
    return f"{line.split}/{line.id}"
