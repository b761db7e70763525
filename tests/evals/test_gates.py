"""Floors, goals, and the cases that must stay right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.gates import reference
from evals.gates.floors import HELD, MISSED, UNMEASURED, Floor, Verdict, broken_rails, judge, read_floors
from evals.measuring.rates import Rate
from evals.runs.record import CaseRow, RunRow, SuiteRow
from evals.suites.registry import SUITES

FLOOR = Floor(suite="crisis", split="dev", measure="found", floor=0.9, goal=0.97, reason="because of this")
ALARMS = Floor(suite="crisis", split="dev", measure="false_alarm", ceiling=0.1, goal=0.04, reason="because of this")


def run(rate: Rate | None, measure: str = "found", cases: int = 100, failed: tuple[str, ...] = ()) -> RunRow:
    rates = {measure: rate} if rate else {}
    row = SuiteRow("crisis", "dev", "Title", cases, 100, 100, 0, 1.0, "f" * 64, failed, rates)
    return RunRow("r", "2026-11-27T00:00:00Z", "abc", "assistant", {}, (), 1.0, (row,))


def rated(hits: int, n: int = 100, undecided: int = 0) -> Rate:
    return Rate(hits, n, undecided, n, 0.0, 1.0)


def verdict(floor: Floor, given: RunRow) -> Verdict:
    (found,) = judge(given, SUITES, (floor,))
    return found


def test_a_rate_at_the_floor_holds_and_says_how_far_the_goal_is() -> None:
    found = verdict(FLOOR, run(rated(90)))

    assert (found.state, found.goal_met) == (HELD, False)
    assert found.away == pytest.approx(0.07)


def test_a_rate_below_the_floor_is_missed() -> None:
    assert verdict(FLOOR, run(rated(89))).state == MISSED
    assert verdict(FLOOR, run(rated(97))).goal_met is True


def test_of_what_is_not_wanted_the_ceiling_counts() -> None:
    assert verdict(ALARMS, run(rated(11), "false_alarm")).state == MISSED
    assert verdict(ALARMS, run(rated(10), "false_alarm")).state == HELD
    assert verdict(ALARMS, run(rated(3), "false_alarm")).goal_met is True


def test_what_is_undecided_never_passes() -> None:
    assert verdict(FLOOR, run(rated(95, undecided=1))).state == MISSED
    assert verdict(FLOOR, run(rated(0, 0, undecided=5))).state == MISSED
    assert verdict(FLOOR, run(None)).state == UNMEASURED


def test_on_a_sample_only_a_floor_that_one_case_breaks_is_judged() -> None:
    absolute = FLOOR.model_copy(update={"floor": 1.0})

    assert judge(run(rated(8, 10), cases=10), SUITES, (FLOOR,)) == ()
    assert verdict(absolute, run(rated(9, 10), cases=10)).state == MISSED


def test_a_rail_that_breaks_is_a_missed_gate() -> None:
    (found,) = broken_rails(run(rated(95), failed=("classifier",)))

    assert (found.state, "classifier" in found.title) == (MISSED, True)


def test_every_floor_of_the_file_names_a_measure_of_its_suite_and_a_reason() -> None:
    for floor in read_floors():
        suite = SUITES[floor.suite]
        measure = next((m for m in suite.measures if m.key == floor.measure), None)
        assert measure is not None, floor.measure
        assert floor.split in suite.splits
        assert measure.wanted is (floor.floor is not None), floor.measure


def test_a_floor_needs_one_side_and_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="either a floor or a ceiling"):
        Floor(suite="crisis", split="dev", measure="found", reason="because of this")
    twice = tmp_path / "floors.yaml"
    twice.write_text(
        "- {suite: crisis, split: dev, measure: found, floor: 0.5, reason: because of this}\n" * 2, encoding="utf-8"
    )
    with pytest.raises(ValueError, match="named twice"):
        read_floors(twice)


def row(identity: str, *, paged: bool, split: str = "dev") -> CaseRow:
    return CaseRow("crisis", split, identity, identity, "label", "kind", {}, {"paged": paged}, (), False, {})


def test_a_case_that_was_right_and_is_wrong_now_is_a_missed_gate() -> None:
    lost = reference.judge([row("a", paged=True), row("b", paged=False)], {"crisis": ["a", "b"]})
    held = reference.judge([row("a", paged=True), row("c", paged=False)], {"crisis": ["a", "b"]})

    assert (lost[0].state, lost[0].found) == (MISSED, "1/2")
    assert "b" in lost[0].title
    assert (held[0].state, held[0].found) == (HELD, "1/1")


def test_the_reference_keeps_hits_of_dev_and_leaves_other_suites(tmp_path: Path) -> None:
    path = tmp_path / "reference.json"
    rows = [row("a", paged=True), row("b", paged=False), row("c", paged=True, split="test")]
    reference.keep([replace(r, suite="red_flags") for r in rows], path)

    reference.keep([row("d", paged=True)], path)

    assert reference.kept(path) == {"crisis": ["d"], "red_flags": ["a"]}
