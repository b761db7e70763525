"""A look-alike in the same message seldom hides a danger or a request from the rules."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from evals.safety.joined_examples import quiet_ones

MOST_QUIET: Final = {
    "crisis": 365,
    "red_flags": 258,
    "conversation": 81,
    "dosing": 316,
    "medication_change": 66,
    "mixing": 39,
    "supply": 0,
    "diagnosis": 12,
    "out_of_scope": 0,
    "small_talk": 228,
}
"""Joined texts that no rule finds. Lower a figure when fewer are left; only new examples may raise one."""


@pytest.mark.slow
def test_no_more_joined_examples_stay_quiet_than_before() -> None:
    asked, quiet = quiet_ones()
    missed = Counter(joined.lexicon for joined in quiet)

    assert asked.keys() == MOST_QUIET.keys()
    assert {name: missed[name] for name in asked if missed[name] > MOST_QUIET[name]} == {}
