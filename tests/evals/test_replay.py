"""What a round reads beside the new: always the same share of what its start has seen."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.risk import Tier
from evals.safety.cases import Case
from evals.training.recipe import Round
from evals.training.replay import sampled


def test_a_round_reads_all_that_is_new_and_always_the_same_share_of_the_rest() -> None:
    known = [Case(f"old-{n}", f"old-{n}", (), Tier.NONE, (), False, "", "en") for n in range(400)]
    new = [replace(case, id=f"new-{n}") for n, case in enumerate(known[:50])]
    part = Round(1, 1e-4, 1e-4, 0, words_frozen=True, new=("new-",), others=0.25)

    read = sampled((*known, *new), part)

    assert set(new) <= set(read)
    assert 60 < len(read) - len(new) < 140
    assert read == sampled((*known, *new), part)
    assert sampled(known, replace(part, new=(), others=1.0)) == tuple(known)
