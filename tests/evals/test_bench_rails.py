"""The speed of the rails: what is measured, and what counts as missed."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.guardrails.screening import Screening
from evals.bench.lengths import HOSTILE, messages
from evals.bench.rails import EMBEDDED, WHOLE, Grown, RailTimes, _assess, _quickest_ms
from evals.bench.rails_report import section, table
from evals.bench.timing import Times
from tests.fakes.scripted_rails import ScriptedInputRail

QUICK = RailTimes(
    lexical=Times((0.5, 0.6, 0.7)),
    together={WHOLE: Times((5.0, 6.0)), EMBEDDED: Times((4.0, 4.0))},
    grown=(Grown(1_000, 1.0, "one letter", 8.0, "dashes"), Grown(100_000, 90.0, "one letter", 99.0, "dashes")),
    messages=3,
)


def test_nothing_is_missed_when_all_is_quick() -> None:
    assert QUICK.misses == ()
    assert "All of it is met." in section(QUICK)


@pytest.mark.parametrize(
    ("slow", "named"),
    [
        (replace(QUICK, lexical=Times((1.5, 1.6, 1.7))), "p50, ms"),
        (replace(QUICK, lexical=Times((0.1, 0.2, 3.5))), "p99, ms"),
        (replace(QUICK, together={WHOLE: Times((9.0,)), EMBEDDED: Times((4.0,))}), "one embedding"),
        (replace(QUICK, grown=(Grown(100_000, 1001.0, "dashes", 9.0, "dashes"),)), "lexical rails, ms"),
        (replace(QUICK, grown=(Grown(100_000, 9.0, "dashes", 1001.0, "dashes"),)), "whole assessment, ms"),
    ],
)
def test_each_requirement_is_missed_by_itself(slow: RailTimes, named: str) -> None:
    assert len(slow.misses) == 1
    assert named in slow.misses[0]
    assert "Not met" in section(slow)


def test_growth_is_the_cost_of_a_character_of_the_longest_over_the_shortest() -> None:
    assert QUICK.growth == pytest.approx(0.9)
    assert "| 100,000 | 90.0 | 0.90 | one letter | 99.0 | dashes |" in table(QUICK)


def test_messages_are_varied_and_of_about_the_length() -> None:
    made = messages([f"this is short message number {n} of many." for n in range(40)], 50, seed=1)

    assert all(240 <= len(text) <= 360 for text in made)
    assert len(set(made)) == 50


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_has_exactly_the_length(kind: str) -> None:
    assert len(HOSTILE[kind](1_000)) == 1_000


def test_a_broken_rail_is_not_a_quick_one() -> None:
    broken = Screening((ScriptedInputRail("crisis", misbehave=lambda _: "nonsense"),), lambda _: ())

    with pytest.raises(RuntimeError, match="nothing was measured"):
        _assess(broken)("text")
    assert _quickest_ms(broken, "text") == math.inf


def test_a_sound_rail_is_timed() -> None:
    sound = Screening((ScriptedInputRail("crisis"),), lambda _: ())

    assert 0 < _quickest_ms(sound, "text") < math.inf
