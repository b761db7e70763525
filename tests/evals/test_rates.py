"""Rates, their intervals by ideas, and the paired comparison."""

from __future__ import annotations

import pytest

from evals.measuring.rates import Marked, Marks, Rate, mcnemar, paired, rate, rate_of, rate_row
from evals.statistics import effective_n, wilson_interval


def marked(*hits: bool | None, ideas: int | None = None) -> list[Marked]:
    return [Marked(str(i), str(i % ideas if ideas else i), {"m": hit}) for i, hit in enumerate(hits)]


def test_what_is_undecided_is_counted_and_not_scored() -> None:
    found = rate(marked(True, None, False, None), "m")

    assert (found.hits, found.n, found.undecided, found.value) == (1, 2, 2, 0.5)


def test_a_measure_without_cases_has_no_rate_and_the_widest_interval() -> None:
    found = rate(marked(True), "other")

    assert (found.value, found.low, found.high, found.shown()) == (None, 0.0, 1.0, "–")


def test_independent_cases_have_the_plain_wilson_interval() -> None:
    found, plain = rate(marked(*([True] * 18 + [False] * 2)), "m"), wilson_interval(18, 20)

    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.004)


def test_cases_of_one_idea_that_fail_together_widen_the_interval() -> None:
    alone = rate(marked(*([True] * 90 + [False] * 10)), "m")
    together = rate([Marked(str(i), str(i // 10), {"m": i >= 10}) for i in range(100)], "m")

    assert together.hits == alone.hits
    assert together.ideas == 10
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_a_perfect_rate_is_worth_its_ideas_and_not_its_cases() -> None:
    assert effective_n([[True] * 50, [True] * 50]) == 2.0
    assert rate(marked(*([True] * 100), ideas=10), "m").low == pytest.approx(wilson_interval(10, 10).low)


def test_without_a_case_there_is_no_effective_number() -> None:
    with pytest.raises(ValueError, match="nothing to count"):
        effective_n([[]])


def test_mcnemar_agrees_with_the_binomial_tail() -> None:
    # 2 against 10 discordant pairs: twice the sum of C(12, 0..2) / 2^12.
    assert mcnemar(2, 10) == pytest.approx(2 * (1 + 12 + 66) / 4096)
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 5) == 1.0


def test_mcnemar_stays_exact_for_thousands_of_discordant_pairs() -> None:
    # The exact binomial values; as floats the sums overflowed.
    assert mcnemar(1600, 1650) == pytest.approx(0.390058602993237)
    assert mcnemar(400, 700) == pytest.approx(1.1735888055605814e-19)
    assert mcnemar(3000, 3000) == 1.0


def test_pairs_are_made_by_id_and_only_of_decided_cases() -> None:
    first: dict[str, Marks] = {"a": {"m": True}, "b": {"m": True}, "c": {"m": None}, "d": {"m": False}}
    second: dict[str, Marks] = {"a": {"m": False}, "b": {"m": True}, "c": {"m": True}, "e": {"m": True}}

    found = paired(first, second, "m")

    assert (found.both, found.only_first, found.only_second, found.neither, found.n) == (1, 1, 0, 0, 2)


def test_a_rate_survives_being_stored() -> None:
    found = Rate(3, 4, 1, 2, 0.25, 0.75)

    assert rate_of(rate_row(found)) == found
