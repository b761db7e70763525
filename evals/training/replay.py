"""What a round reads of that which its start has seen: a share, so that it is not forgotten while the new is learnt."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from evals.safety.cases import Case
from evals.training.recipe import Round

_PARTS = 1000


def sampled(cases: Sequence[Case], part: Round) -> tuple[Case, ...]:
    """Every new case and the round's share of the others; by their ids, so the same for the same data."""
    return tuple(case for case in cases if case.id.startswith(part.new) or _chosen(case.id, part.others))


def _chosen(name: str, share: float) -> bool:
    return zlib.crc32(name.encode()) % _PARTS < share * _PARTS
