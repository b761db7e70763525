"""What the evaluator's page reads of stored runs."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.errors import EvaluationGone
from assistant.domain.evaluation import CaseKey, GateState, Wanted
from assistant.ports import Evaluations
from evals.console import index
from evals.console.desk import KEPT, RunDesk
from evals.measuring.rates import rate
from evals.runs.record import CASES, RUN, CaseRow, read_case, read_cases
from tests.evals.fabricated import ScriptedTarget
from tests.evals.made_runs import TITLE, WORDS, case, store


def desk(*places: Path) -> Evaluations:
    return RunDesk(places, lambda: nullcontext(ScriptedTarget()))


def ids(found: tuple[object, ...]) -> list[str]:
    return [one.key.id for one in found]  # type: ignore[attr-defined]


def test_runs_are_listed_newest_first_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    store(tmp_path, "old", [case("a")], made="2026-11-26T10:00:00Z")
    store(tmp_path, "new", [case("a")])
    broken = store(tmp_path, "broken", [case("a")])
    (broken / RUN).write_text('{"format": 99}', encoding="utf-8")

    assert [run.id for run in desk(tmp_path).runs()] == ["new", "old"]
    assert desk(tmp_path).unreadable() == ("broken",)


def test_a_run_with_gates_of_another_shape_is_unreadable_and_breaks_no_page(tmp_path: Path) -> None:
    folder = store(tmp_path, "odd", [case("a")])
    row = json.loads((folder / RUN).read_text(encoding="utf-8"))
    (folder / RUN).write_text(json.dumps(row | {"gates": [{"state": "held"}]}), encoding="utf-8")

    assert desk(tmp_path).runs() == ()
    assert desk(tmp_path).unreadable() == ("odd",)


def test_runs_that_are_kept_with_the_code_can_be_read(tmp_path: Path) -> None:
    assert {run.target for run in desk(tmp_path, KEPT).runs()} == {"unguarded-model", "bare-chain"}


@pytest.mark.parametrize("name", ["..", ".", "", "../elsewhere", "gone", "/etc"])
def test_only_a_folder_of_the_place_is_a_run(tmp_path: Path, name: str) -> None:
    store(tmp_path / "elsewhere", "r", [case("a")])
    store(tmp_path / "runs", "here", [case("a")])

    with pytest.raises(EvaluationGone):
        desk(tmp_path / "runs").lines(name)


def test_missed_gates_come_first_with_the_distance_to_their_goal(tmp_path: Path) -> None:
    store(tmp_path, "r", [case("a"), case("b", found=False)])

    gates = desk(tmp_path).runs()[0].gates

    assert [gate.state for gate in gates] == [GateState.MISSED, GateState.UNMEASURED]
    assert (gates[0].goal, gates[0].goal_met, round(gates[0].away, 2)) == (0.97, False, 0.47)


def test_figures_have_their_counts_and_intervals_by_group_too(tmp_path: Path) -> None:
    cases = [case("a"), case("b", found=False), case("c", concern="abuse")]
    store(tmp_path, "r", cases)

    (whole, _), by_concern = (
        desk(tmp_path).figures("r", "crisis, dev"),
        desk(tmp_path).figures("r", "crisis, dev", "concern"),
    )

    assert whole.title == TITLE
    assert whole.rate == rate([one.marked for one in cases], "found")
    assert [(one.group, one.rate.hits, one.rate.n) for one in by_concern if one.title == TITLE] == [
        ("abuse", 1, 1),
        ("suicide", 1, 2),
    ]


def test_two_runs_are_compared_on_the_cases_they_share(tmp_path: Path) -> None:
    store(tmp_path, "before", [case(f"c-{n}", found=n < 2) for n in range(10)])
    store(tmp_path, "now", [case(f"c-{n}", found=n < 9) for n in range(11)])

    found = next(one for one in desk(tmp_path).differences("before", "now") if one.title == TITLE)

    assert (found.pair.n, found.pair.only_first, found.pair.only_second, found.better) == (10, 0, 7, True)


def test_the_list_is_narrowed_by_suite_group_wrong_grave_and_change(tmp_path: Path) -> None:
    now = [case("fine"), case("wrong", found=False, concern="abuse"), case("grave", found=False, tier="imminent")]
    store(tmp_path, "now", now)
    store(
        tmp_path, "before", [case("fine"), case("wrong", concern="abuse"), case("grave", found=False, tier="imminent")]
    )
    looked = desk(tmp_path)

    assert ids(looked.cases("now", Wanted())) == ["grave", "wrong", "fine"]
    assert ids(looked.cases("now", Wanted(suite="dosing"))) == []
    assert ids(looked.cases("now", Wanted(group="concern", value="abuse"))) == ["wrong"]
    assert ids(looked.cases("now", Wanted(wrong=True))) == ["grave", "wrong"]
    assert ids(looked.cases("now", Wanted(grave=True))) == ["grave"]
    assert ids(looked.cases("now", Wanted(changed=True), "before")) == ["wrong"]
    assert ids(looked.cases("now", Wanted(changed=True))) == []


def test_a_case_is_told_with_its_words_its_marks_and_what_fired(tmp_path: Path) -> None:
    store(tmp_path, "r", [case("x", found=False), case("a")])

    found = desk(tmp_path).case("r", CaseKey("crisis", "dev", "a"))

    assert found is not None
    assert (found.patient, found.why, found.withheld) == ((WORDS,), "because", False)
    assert found.outcome.marks[TITLE] is True
    assert found.outcome.turns[0].rules == ("suicide.plan",)
    assert found.outcome.turns[0].text == "A reply."


def test_of_a_case_that_is_withheld_no_word_passes_even_when_the_file_holds_some(tmp_path: Path) -> None:
    leaky = replace(case("t", split="test"), patient=(WORDS,), why="because", seen=case("t").seen)
    store(tmp_path, "r", [leaky])

    found = desk(tmp_path).case("r", CaseKey("crisis", "test", "t"))

    assert found is not None
    assert found.withheld
    assert (found.patient, found.why, found.outcome.turns[0].text) == ((), "", None)


def test_cases_are_read_once_and_again_only_when_the_file_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []

    def counted(line: bytes) -> CaseRow:
        parsed.append(line)
        return read_case(line)

    monkeypatch.setattr(index, "read_case", counted)
    store(tmp_path, "r", [case(f"c-{n}") for n in range(30)])
    looked = desk(tmp_path)
    for _ in range(3):
        looked.cases("r", Wanted())
    assert len(parsed) == 30

    looked.case("r", CaseKey("crisis", "dev", "c-7"))
    assert len(parsed) == 31

    store(tmp_path, "r", [case("other", found=False)])
    assert ids(looked.cases("r", Wanted())) == ["other"]


def test_the_list_keeps_no_words_in_memory(tmp_path: Path) -> None:
    folder = store(tmp_path, "r", [case("a")])

    assert WORDS not in repr(index.index_of(folder).rows)


def test_a_message_with_other_line_breaks_is_still_one_line_of_the_file(tmp_path: Path) -> None:
    odd = "one\u2028two\x85three\x0cfour"
    folder = store(tmp_path, "r", [replace(case("a"), patient=(odd,)), case("b")])

    assert read_cases(folder)[0].patient == (odd,)
    found = desk(tmp_path).case("r", CaseKey("crisis", "dev", "b"))
    assert found is not None
    assert found.patient == (WORDS,)


@pytest.mark.parametrize("line", ["not json", "{}", "[]", '{"suite": 1}'])
def test_a_damaged_file_of_cases_is_told_as_gone(tmp_path: Path, line: str) -> None:
    folder = store(tmp_path, "r", [case("a")])
    (folder / CASES).write_text(line + "\n", encoding="utf-8")

    with pytest.raises(EvaluationGone, match="cannot be read"):
        desk(tmp_path).cases("r", Wanted())


def test_the_files_to_take_along_are_those_of_the_run(tmp_path: Path) -> None:
    folder = store(tmp_path, "r", [case("a")])
    looked = desk(tmp_path)

    assert looked.has_report("r")
    assert looked.report("r") == (folder / "report.html").read_bytes()
    assert looked.lines("r") == (folder / CASES).read_bytes()


def test_a_suite_that_only_the_clinic_has_can_be_compared(tmp_path: Path) -> None:
    reviewed = [replace(case("reviewed-1", split="clinic"), suite="reviewed")]
    for name in ("before", "now"):
        folder = store(tmp_path, name, reviewed)
        text = (folder / RUN).read_text(encoding="utf-8")
        (folder / RUN).write_text(text.replace('"suite": "crisis"', '"suite": "reviewed"'), encoding="utf-8")

    assert {one.suite for one in desk(tmp_path).differences("before", "now")} == {"reviewed"}
