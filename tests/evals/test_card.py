"""The model card, from runs made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from evals.card.card import card
from evals.card.census import census, section
from evals.card.thresholds import thresholds
from evals.card.weaknesses import weaknesses
from evals.gates.floors import Floor, judge, rows
from evals.measuring.rates import Rate
from evals.runs.record import RunRow, SuiteRow
from evals.suites.registry import SUITES
from tests.fakes.small_encoder import lay_out


def rated(hits: int, n: int) -> Rate:
    return Rate(hits, n, 0, n, 0.1, 0.9)


def suite(split: str = "test", **rates: Rate) -> SuiteRow:
    return SuiteRow("crisis", split, "Title", 10, 10, 10, 0, 1.0, "f" * 64, (), rates or {"found": rated(9, 10)})


def a_run(*suites: SuiteRow) -> RunRow:
    return RunRow("r-1", "2026-11-27T00:00:00Z", "abc", "assistant", {"library_version": "v7"}, (), 1.0, suites)


def test_the_card_shows_the_test_split_before_dev_and_says_which() -> None:
    text = card(a_run(suite("dev", found=rated(8, 10)), suite("test", found=rated(3, 10))))

    assert "(3/10;" in text
    assert "(8/10;" not in text
    assert "library_version v7" in text


def test_development_figures_are_called_too_good_to_be_true() -> None:
    assert "**These are development data" in card(a_run(suite("dev")))
    assert "**These are development data" not in card(a_run(suite("test")))


def test_every_suite_of_the_run_has_its_figures_and_the_others_are_named() -> None:
    text = card(a_run(suite("test"), replace(suite("dev"), suite="library")))

    assert "## Figures: crisis, test" in text
    assert "## Figures: library, dev" in text
    assert "This suite has no test split" in text
    (missing,) = [line for line in text.splitlines() if line.startswith("**Not measured in this run")]
    assert "retrieval" in missing
    assert "crisis" not in missing


def test_a_card_of_every_suite_names_none_as_missing() -> None:
    text = card(a_run(*(replace(suite(one.splits[-1]), suite=name, rates={}) for name, one in SUITES.items())))

    assert "Not measured in this run" not in text
    assert all(f"### {name}, " in text for name in SUITES)


def test_goals_stand_with_their_distance_on_the_split_that_is_shown() -> None:
    floors = [
        Floor(suite="crisis", split=split, measure="found", floor=0.5, goal=0.97, reason="because of this")
        for split in ("dev", "test")
    ]
    run = a_run(suite("dev"), suite("test"))
    judged = replace(run, gates=rows(judge(run, SUITES, floors)))

    text = card(judged)

    assert "0 of 1 goals are met." in text
    assert (
        "| crisis, test | dangers found (watch+) | 90.0% (9/10; 10.0%–90.0%) | ≥ 97.0% | **7.0 points away** |" in text
    )
    assert "No goal was judged in this run." in card(run)


def test_what_failed_without_a_telling_group_is_said_all_the_same() -> None:
    assert weaknesses(suite(found=rated(9, 10))) == ["- dangers found (watch+): 90.0% (9/10; 10.0%–90.0%)."]
    assert weaknesses(suite(found=rated(10, 10))) == []


def test_ways_of_writing_are_the_groups_of_robustness() -> None:
    row = replace(suite(), suite="robustness", rates={"found: emoji": rated(9, 10), "found: leetspeak": rated(2, 10)})

    (line,) = weaknesses(row)

    assert line.startswith("- dangers found, by way of writing: leetspeak 20.0%")


def test_the_worst_groups_come_first_and_small_ones_are_left_out() -> None:
    kinds = {
        "good": {"found": rated(9, 10)},
        "bad": {"found": rated(1, 10)},
        "few": {"found": rated(0, 1)},
        "perfect": {"found": rated(5, 5)},
    }

    (line,) = weaknesses(replace(suite(), groups={"kind of danger": kinds}))

    assert line.index("bad") < line.index("good")
    assert "few" not in line
    assert "perfect" not in line


def test_a_census_counts_without_keeping_texts(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "idea": "a", "voice": "v", "text": "secret", "tier": "none", "concerns": [], "language": "en"},
        {"id": "2", "idea": "a", "voice": "w", "messages": [], "tier": "watch", "concerns": ["abuse"], "second": {}},
        {"id": "3", "idea": "b", "voice": "w", "text": "x", "route": "dosing", "also_right": ["mixing"]},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    found = census(tmp_path)

    assert (found.cases, found.conversations, found.ideas, found.voices, found.debatable) == (3, 1, 2, 2, 1)
    assert found.labels == {"dosing": 1, "none": 1, "watch": 1}
    assert "secret" not in repr(found)


def test_a_section_ends_where_the_next_begins(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# T\n\n## Known holes\n\n- one\n- two\n\n## Next\n\nthree\n")

    assert section(tmp_path / "README.md", "Known holes") == ["- one", "- two"]
    assert section(tmp_path / "README.md", "Absent") == []


def test_thresholds_stand_with_their_reasons() -> None:
    rows = thresholds()
    rows = rows[: rows.index("")]

    assert rows[0] == "| counts as | from | because |"
    assert len(rows) > 3
    assert all(row.count("|") == 4 for row in rows)


def test_a_second_stage_stands_with_what_it_adds(tmp_path: Path) -> None:
    assert thresholds(lay_out(tmp_path, {}, {}))[-3:] == [
        (
            "A second, larger encoder reads what the first stage gives a probability of 0.3 or more for watch or for "
            "any request. Measured on the development split when it was fitted:"
        ),
        "",
        "- found: [0.5, 0.75]",
    ]
    assert "second" not in "".join(thresholds(lay_out(tmp_path, {})))


def test_thresholds_of_a_missing_classifier_are_no_error(tmp_path: Path) -> None:
    assert thresholds(tmp_path)[0].startswith("There is no classifier")
