import pytest

from evals.statistics import Proportion, wilson_interval


def test_the_wilson_interval_agrees_with_published_values() -> None:
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81/263, 15/148, 1/29.
    assert (round(wilson_interval(81, 263).low, 4), round(wilson_interval(81, 263).high, 4)) == (0.2553, 0.3662)
    assert (round(wilson_interval(15, 148).low, 4), round(wilson_interval(15, 148).high, 4)) == (0.0624, 0.1605)
    assert (round(wilson_interval(1, 29).low, 4), round(wilson_interval(1, 29).high, 4)) == (0.0061, 0.1718)


def test_no_success_among_twenty_still_leaves_room_for_some() -> None:
    interval = wilson_interval(0, 20)

    assert (interval.low, round(interval.high, 4)) == (0.0, 0.1611)


def test_all_successes_never_reach_beyond_one() -> None:
    interval = wilson_interval(65, 65)

    assert interval.high == 1.0
    assert 0.94 < interval.low < 0.95


def test_the_interval_narrows_with_more_cases() -> None:
    few, many = wilson_interval(9, 10), wilson_interval(900, 1000)

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 3), (4, 3)])
def test_contradictory_counts_have_no_interval(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson_interval(successes, n)


def test_a_proportion_of_no_cases_is_unscored_and_meets_no_requirement() -> None:
    nothing = Proportion(0, 0)

    assert (nothing.rate, nothing.interval, nothing.at_least(0.0)) == (None, None, False)


def test_a_proportion_with_more_successes_than_cases_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="cannot come out of"):
        Proportion(3, 2)


def test_a_requirement_is_met_exactly_at_its_threshold() -> None:
    assert Proportion(95, 100).at_least(0.95)
    assert not Proportion(94, 100).at_least(0.95)
