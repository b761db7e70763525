"""The evaluator's page of stored runs: what it shows, what it hides, and that it opens no records."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.access.rights import PAGES
from assistant.bootstrap import extensions
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from assistant.ui import current
from evals.console.desk import RunDesk
from evals.suites.registry import SUITES
from tests.app.house import House, keys_of, words_of
from tests.evals.fabricated import ScriptedTarget
from tests.evals.made_runs import TITLE, WORDS, case, store

PAGE = "evaluator/runs.py"
UI = Path(current.__file__).parent
Open = Callable[..., AppTest]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A place with two runs: one more recent, in which one case is lost and one is gravely missed."""
    store(tmp_path, "before", [case("fine"), case("lost"), case("grave", found=False, tier="imminent")])
    now = [case("fine"), case("lost", found=False, concern="abuse"), case("grave", found=False, tier="imminent")]
    store(tmp_path, "now", [*now, case("hidden", found=False, split="test")], made="2026-11-27T12:00:00Z")
    return tmp_path


@pytest.fixture
def opened(house: House, runs: Path) -> Open:
    """The page as an evaluator sees it over the two runs."""

    def open_(view: str = "", other: str | None = None, target: ScriptedTarget | None = None) -> AppTest:
        desk = RunDesk((runs,), lambda: nullcontext(target or ScriptedTarget()))
        house.engine = replace(house.engine, evaluations=lambda: desk)
        house.sign_in(Role.EVALUATOR)
        page = house.open(PAGE)
        if other:
            page.selectbox(key="eval_other").set_value(other).run()
        if view:
            page.segmented_control(key="eval_view").set_value(view).run()
        assert not page.exception
        return page

    return open_


def tables(page: AppTest) -> str:
    return "\n".join(str(frame.value.to_dict("records")) for frame in page.dataframe)


def test_the_newest_run_is_open_with_its_gates_goals_and_distances(opened: Open) -> None:
    page = opened()

    assert page.selectbox(key="eval_run").value == "now"
    assert {metric.label: metric.value for metric in page.metric} == {
        "Gates held": "0 of 2",
        "Goals met": "0 of 1",
        "Cases": "4",
        "Without an answer": "0",
    }
    assert "1 of 2 floors were missed." in words_of(page)
    assert "points away (issue 3)" in tables(page)
    assert "a reason to read" in tables(page)


def test_two_runs_stand_beside_each_other_with_intervals_and_the_paired_comparison(opened: Open) -> None:
    page = opened("Figures", "before")

    rates, differences = (frame.value.to_dict("records") for frame in page.dataframe)
    assert rates[0]["This run"].startswith("33.3% (1/3;")
    assert rates[0]["Compared run"].startswith("66.7% (2/3;")
    assert (differences[0]["Only in the compared run"], differences[0]["p"]) == (1, 1.0)
    assert differences[0]["Verdict"] == "no clear difference"


def test_the_figures_of_a_grouping_are_told_apart(opened: Open) -> None:
    page = opened("Figures")
    page.selectbox(key="eval_grouping_crisis, dev").set_value("concern").run()

    assert not page.exception
    assert "'concern': 'abuse', 'Measure': 'dangers found (watch+)'" in tables(page)


def test_recall_by_concern_and_the_threshold_curve_are_drawn_with_their_tables(opened: Open) -> None:
    page = opened("Plots", "before")

    assert len(page.get("vega_lite_chart")) == 2
    assert "'alerts': '2 of 10', 'missed': '1 of 10', 'chosen': True" in tables(page)


def test_the_cases_that_went_wrong_are_listed_the_grave_ones_first(opened: Open) -> None:
    page = opened("Cases")

    assert [row["Case"] for row in page.dataframe[0].value.to_dict("records")] == ["grave", "hidden", "lost"]
    page.pills(key="eval_only_False").set_value([]).run()
    assert "4 cases" in words_of(page)


def test_only_what_changed_between_the_runs_is_left_when_asked_for(opened: Open) -> None:
    page = opened("Cases", "before")
    (changed,) = [one for one in page.pills(key="eval_only_True").options if one.startswith("Changed")]
    page.pills(key="eval_only_True").set_value([changed]).run()

    assert not page.exception
    rows = page.dataframe[0].value.to_dict("records")
    assert [(row["Case"], row["Compared run"]) for row in rows] == [("lost", "right")]


def test_the_list_is_narrowed_to_one_value_of_a_group_and_says_so(opened: Open) -> None:
    page = opened("Cases")
    page.selectbox(key="eval_case_suite").set_value("crisis").run()
    page.selectbox(key="eval_case_group").set_value("concern").run()
    page.selectbox(key="eval_case_value_concern").set_value("abuse").run()

    assert not page.exception
    assert [row["Case"] for row in page.dataframe[0].value.to_dict("records")] == ["lost"]
    assert "Filtered: crisis, concern, abuse" in words_of(page)


def test_a_case_is_read_with_label_why_signals_and_both_results(opened: Open) -> None:
    page = opened("Cases", "before")
    page.button(key="eval_first").click().run()
    page.button(key="eval_next").click().run()
    page.button(key="eval_next").click().run()

    words = words_of(page)
    assert WORDS in words
    assert "because" in words
    assert "elevated, abuse" in [one.value.replace("\\", "") for one in page.subheader]
    assert "Fired: suicide.plan" in words
    assert "Nothing fired." in words
    assert "'This run': 'no', 'Compared run': 'yes'" in tables(page)


def test_the_words_of_a_withheld_case_are_nowhere(opened: Open) -> None:
    page = opened("Cases")
    page.button(key="eval_first").click().run()
    page.button(key="eval_next").click().run()

    assert "hidden" in words_of(page)
    assert "Its words are withheld" in words_of(page)
    assert WORDS not in words_of(page)


def test_a_case_is_put_to_the_assistant_again_and_nothing_of_it_is_kept(opened: Open, house: House, runs: Path) -> None:
    known = SUITES["crisis"].read("dev")[0].id
    store(runs, "now", [case(known, found=False)], made="2026-11-27T12:00:00Z")
    target = ScriptedTarget(word=" ")
    page = opened("Cases", target=target)
    page.button(key="eval_first").click().run()
    page.button(key="eval_replay").click().run()

    assert not page.exception
    assert "Fired: scripted.word" in words_of(page)
    assert "'Now': 'yes'" in tables(page)
    assert len(target.shown) >= 1
    assert house.records.cases() == ()


def test_a_case_that_is_in_no_data_set_any_more_says_so_when_put_again(opened: Open) -> None:
    page = opened("Cases")
    page.button(key="eval_first").click().run()
    page.button(key="eval_replay").click().run()

    assert not page.exception
    assert "in no data set any more" in words_of(page)


def test_the_run_can_be_taken_along_as_a_report_and_as_lines(opened: Open) -> None:
    labels = [button.proto.label for button in opened().get("download_button")]

    assert labels == ["Report (HTML)", "Cases (JSON Lines)"]


def test_a_file_is_given_in_a_thread_that_knows_no_browser_while_the_session_stands(opened: Open, house: House) -> None:
    opened()
    token, require = current.token(), current.required_later(Role.EVALUATOR)
    house.sign_out()

    assert require().role is Role.EVALUATOR
    house.engine.access.sessions.close(token)
    with pytest.raises(NotAllowed):
        require()


def test_a_file_is_given_to_no_other_role(opened: Open, house: House) -> None:
    opened()
    house.sign_in(Role.CLINICIAN)

    with pytest.raises(NotAllowed):
        current.required_later(Role.EVALUATOR)()


def test_without_a_run_the_page_says_what_to_do(house: House, tmp_path: Path) -> None:
    desk = RunDesk((tmp_path / "none",), lambda: nullcontext(ScriptedTarget()))
    house.engine = replace(house.engine, evaluations=lambda: desk)
    house.sign_in(Role.EVALUATOR)

    page = house.open(PAGE)

    assert not page.exception
    assert "`kap eval`" in words_of(page)
    assert "KAP_EVAL_RUNS" in words_of(page)


def test_without_the_package_the_page_says_what_to_do(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extensions, "_IN_A_CHECKOUT", {})
    house.sign_in(Role.EVALUATOR)

    page = house.open(PAGE)

    assert not page.exception
    assert "not installed on this machine" in words_of(page)


def test_a_run_that_disappears_while_it_is_open_is_told_as_gone(opened: Open, runs: Path) -> None:
    page = opened("Cases")
    (runs / "now" / "cases.jsonl").unlink()
    page.run()

    assert not page.exception
    assert "is not there any more" in words_of(page)


@pytest.mark.parametrize("view", ["Gates", "Figures", "Plots", "Cases"])
def test_no_view_ever_opens_the_records(opened: Open, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    asked: list[str] = []

    def refuse() -> None:
        asked.append("records")
        raise NotAllowed("records")

    monkeypatch.setattr(current, "_records", refuse)
    page = opened(view, "before")
    if "eval_first" in keys_of(page):
        page.button(key="eval_first").click().run()
        page.button(key="eval_replay").click().run()

    assert not page.exception
    assert asked == []


def test_nothing_the_page_is_made_of_names_records() -> None:
    scripts = [*(UI / "evaluator").glob("*.py")]
    named = {
        node.attr
        for file in scripts
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
    }

    assert named.isdisjoint({"records", "access", "alerting", "records_for", "_records"})


def test_an_evaluator_is_refused_every_page_of_patients_clinicians_and_admins(opened: Open) -> None:
    page = opened()

    for file in sorted(PAGES):
        if Role.EVALUATOR not in PAGES[file]:
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                page.switch_page(f"assistant/ui/{file}")


def test_the_gate_title_is_the_measure_of_the_suite() -> None:
    assert TITLE in {measure.title for measure in SUITES["crisis"].measures}
