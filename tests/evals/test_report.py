"""The report: what it shows, what it hides, and how two runs are set beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evals.gates.floors import HELD, MISSED, Floor, judge, rows
from evals.measuring.rates import Rate
from evals.report.comparing import beside, changes
from evals.report.drops import drops
from evals.report.failures import worst
from evals.report.measures import columns
from evals.report.page import report
from evals.runs.record import CaseRow, RunRow, SuiteRow
from evals.suites.registry import SUITES
from evals.suites.robustness import WORST

WORDS = "the <b>blue</b> ladder"
FLOORS = (
    Floor(suite="crisis", split="dev", measure="found", floor=0.9, goal=0.97, issue=2, reason="a reason to read"),
    Floor(suite="crisis", split="dev", measure="false_alarm", ceiling=0.5, reason="another reason to read"),
)


def rated(hits: int, n: int = 10) -> Rate:
    return Rate(hits, n, 0, n, 0.2, 0.9)


def case(identity: str, tier: str = "imminent", *, grave: bool = False, **marks: bool | None) -> CaseRow:
    failed = tuple(key for key, hit in marks.items() if hit is False)
    seen: dict[str, Any] = {"as written": {"tier": "none", "route": "answer", "score": 0.41}}
    return CaseRow(
        *("crisis", "dev", identity, identity, f"{tier}, suicide", "direct", {"tier": (tier,)}, marks, failed, grave),
        seen,
        patient=(WORDS,),
        why="because",
    )


def run(*cases: CaseRow, found: Rate | None = None, target: str = "assistant") -> tuple[RunRow, tuple[CaseRow, ...]]:
    row = SuiteRow(
        *("crisis", "dev", "Title", len(cases), len(cases), len(cases), 0, 1.0, "f" * 64, ()),
        {"found": found or rated(8), "false_alarm": rated(1)},
        groups={"concern": {"suicide": {"found": rated(8)}}},
        matrix={"imminent": {"none": 1, "imminent": 4}},
        curve=(
            {"threshold": 0.5, "missed": 1, "dangers": 10, "alerts": 2, "harmless": 10, "chosen": 1.0},
            {"threshold": 0.9, "missed": 4, "dangers": 10, "alerts": 0, "harmless": 10, "chosen": 0.0},
        ),
    )
    made = RunRow("r-1", "2026-11-27T00:00:00Z", "abc", target, {"seed": "6"}, (), 1.0, (row,))
    return replace(made, gates=rows(judge(made, SUITES, FLOORS))), cases


def test_the_report_is_one_file_without_scripts_or_addresses() -> None:
    page = report(run(case("c-1", found=False)))

    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert page.count("<svg") == 2


def test_gates_say_held_or_missed_and_goals_how_far_they_are() -> None:
    page = report(run(case("c-1", found=False)))

    assert "1 of 2 gates missed" in page
    assert "17.0 points away" in page
    assert "a reason to read" in page
    assert [gate["state"] for gate in run(case("c-1"))[0].gates] == [MISSED, HELD]


def test_a_failure_shows_what_fired_and_its_words_as_text() -> None:
    page = report(run(case("c-1", found=False)))

    assert "Nothing fired." in page
    assert "classifier 0.41" in page
    assert "&lt;b&gt;blue&lt;/b&gt;" in page
    assert WORDS not in page


def test_grave_failures_come_first_and_faultless_cases_not_at_all() -> None:
    shown = worst(
        (
            case("watch", "watch", found=False),
            case("fine", found=True),
            case("imminent", found=False),
            case("grave", "elevated", grave=True, found=False),
        ),
        3,
    )

    assert [one.id for one in shown] == ["grave", "imminent", "watch"]


def test_no_single_failure_of_the_test_split_is_shown() -> None:
    hidden = replace(case("c-9", grave=True, found=False), split="test")

    assert worst((hidden, case("c-1", found=False)), 5) == (case("c-1", found=False),)


def test_two_runs_are_compared_case_by_case() -> None:
    before = run(*(case(f"c-{n}", found=n < 2) for n in range(10)))
    now = run(*(case(f"c-{n}", found=n < 9) for n in range(10)))

    (change,) = [one for one in changes(before, now) if one.title.startswith("dangers found (watch+)")]

    assert (change.pair.only_first, change.pair.only_second, change.better) == (0, 7, True)
    assert "better" in report(now, before)


def test_a_difference_that_chance_can_make_is_not_called_one() -> None:
    before, now = run(case("a", found=False), case("b", found=True)), run(case("a", found=True), case("b", found=True))

    assert [one.better for one in changes(before, now)] == [None]


def test_other_systems_stand_beside_ours_on_the_cases_that_all_were_given() -> None:
    ours = run(case("a", found=True), case("b", found=True), case("c", found=False))
    other = run(case("a", found=False), case("b", found=True), target="unguarded-model")
    fewer = run(case("a", found=True), target="bare-chain")

    (row,) = beside(ours, [other])
    (three,) = beside(ours, [fewer, other])

    assert row["assistant"].startswith("100.0% (2/2;")
    assert row["unguarded-model"].startswith("50.0% (1/2;")
    assert [three[name][:11] for name in ("assistant", "bare-chain", "unguarded-model")] == [
        *("100.0% (1/1", "100.0% (1/1", "0.0% (0/1; ")
    ]
    assert "unguarded-model" in report(ours, others=[other])


def test_a_foreign_systems_own_report_calls_its_figures_by_its_name() -> None:
    ours, other = run(case("a", found=True)), run(case("a", found=False), target="unguarded-model")

    (row,) = beside(other, [ours])

    assert row["assistant"].startswith("100.0% (1/1;")
    assert row["unguarded-model"].startswith("0.0% (0/1;")
    assert "<th>unguarded-model</th><th>assistant</th>" in report(other, others=[ours])


def test_each_way_of_writing_says_how_many_points_it_loses() -> None:
    rates = {"found: as written": rated(9), "found: leetspeak": rated(6), "quiet: as written": rated(10)}
    rates[f"found: {WORST}"] = rated(5)

    rows = drops(rates)

    assert [(change, cells[0].lost) for change, cells in rows] == [
        ("as written", None),
        ("leetspeak", pytest.approx(30)),
        (WORST, pytest.approx(40)),
    ]
    assert rows[1][1][1].shown == "–"
    assert drops({"found": rated(9)}) == []


def test_a_table_by_group_has_room_for_the_worst_case() -> None:
    keys = [measure.key for measure in SUITES["robustness"].measures if measure.key.startswith("found")]

    shown = columns("robustness", {"suicide": {key: rated(5) for key in keys}})

    assert shown[0].key == f"found: {WORST}"
    assert len(shown) == 6
