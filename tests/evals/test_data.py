"""What every data set must keep to: unique ids, every field, and no case that nearly repeats one of another split."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from evals.card.data import card
from evals.data.echoes import echoes
from evals.data.leaks import SETS, Leak, Line, leaks, lines_of, repeated_ids
from evals.data.twins import Twin, place, read_twins, unmarked
from evals.measuring.seen import AS_WRITTEN, Seen
from evals.reviewed import read, score, suite

SAMPLE = {
    "id": "reviewed-0123456789ab",
    "kind": "reviewed_case",
    "messages": [{"role": "patient", "text": "masked words"}],
    "label": "danger",
    "outcome": "true_crisis",
    "severity": "elevated",
    "concerns": ["suicide"],
    "rules": ["crisis/suicide.wish"],
    "month": "2026-11",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_no_case_nearly_repeats_one_of_another_split(name: str) -> None:
    lines = lines_of(name)

    assert not repeated_ids(lines)
    found = [leak for leak in unmarked(name, leaks(lines), read_twins()) if leak.why == "nearly the same words"]
    assert [f"{leak.first.id} and {leak.second.id}" for leak in found] == []


def line(split: str, text: str, idea: str = "", identity: str = "1") -> Line:
    return Line(identity, idea or f"{split}-{text[:9]}", split, text)


def test_nearly_the_same_words_across_splits_are_a_leak_and_within_one_are_none() -> None:
    one, other = "I have been sleeping so badly since Monday", "i have been sleeping very badly since monday!"

    assert [leak.why for leak in leaks([line("dev", one), line("test", other)])] == ["nearly the same words"]
    assert leaks([line("dev", one), line("dev", other, identity="2")]) == ()
    assert leaks([line("dev", one), line("test", "Nobody told me when the music would start")]) == ()


def test_the_same_meaning_in_other_words_across_splits_is_a_leak_and_within_one_is_none() -> None:
    said = {"my chest feels tight and heavy": (1.0, 0.0), "there is a weight on my ribs": (0.98, 0.199)}
    said |= {"where do I park my car": (0.0, 1.0)}
    first, second, third = said

    def embed(texts: Sequence[str]) -> list[tuple[float, ...]]:
        return [said[text] for text in texts]

    found = echoes([line("train", first), line("test", second), line("dev", third)], embed)
    assert [(leak.first.text, leak.second.text, leak.why) for leak in found] == [
        (second, first, "nearly the same meaning")
    ]
    assert echoes([line("dev", first), line("dev", second, identity="2")], embed) == ()
    assert echoes([line("dev", "hi"), line("test", "hi")], embed) == ()


def test_a_shared_idea_across_splits_is_named() -> None:
    found = leaks([line("train", "some words", "same"), line("test", "quite other things", "same")])

    assert [leak.why for leak in found] == ["the idea 'same'"]


def test_a_marked_pair_is_no_leak_and_any_other_is() -> None:
    one, other = (
        line("train", "I have been sleeping so badly since Monday"),
        line("test", "sleeping badly", identity="2"),
    )
    marked = Twin(data="safety", first="test/2", second="train/1", cosine=0.96, why="it goes at the next training")
    found = [Leak(one, other, "nearly the same meaning"), Leak(one, other, "the idea 'x'")]

    assert unmarked("safety", found, [marked]) == ()
    assert unmarked("safety", found, []) == (found[0],)
    assert unmarked("refusals", found, [marked]) == (found[0],)


def test_the_data_card_names_the_marked_pairs_and_that_the_classifier_has_learnt_them() -> None:
    marked = Twin(data="safety", first="train/1", second="test/2", cosine=0.96, why="it goes at the next training")

    text = card({}, twins=[marked])

    assert "1 pairs are known and marked" in text
    assert "of the others 1 are test lines" in text
    assert "| safety | train/1 | test/2 | 0.960 | it goes at the next training |" in text


@pytest.mark.slow
def test_every_mark_speaks_of_two_lines_that_are_there() -> None:
    twins = read_twins()
    there = {name: {place(line) for line in lines_of(name)} for name in {twin.data for twin in twins}}

    assert [twin.pair - there[twin.data] for twin in twins if not twin.pair <= there[twin.data]] == []


def reviewed(folder: Path, **changed: object) -> Path:
    (folder / "a.jsonl").write_text(json.dumps(SAMPLE | changed) + "\n", encoding="utf-8")
    return folder


def test_a_reviewed_case_is_scored_by_what_the_clinician_found(tmp_path: Path) -> None:
    quiet = {AS_WRITTEN: Seen(Tier.NONE, Route.ANSWER)}

    assert score(read(reviewed(tmp_path))[0], quiet) == {"found": False}
    assert score(read(reviewed(tmp_path, label="no_danger"))[0], quiet) == {"false_alarm": False}
    assert score(read(reviewed(tmp_path, label="undecided"))[0], quiet) == {"undecided": None}


def test_words_of_a_reviewed_case_are_withheld_and_in_no_error(tmp_path: Path) -> None:
    assert suite(tmp_path).read("clinic") == ()
    assert read(reviewed(tmp_path))[0].withheld
    with pytest.raises(ValueError, match=r"a\.jsonl:1 is no reviewed case") as raised:
        read(reviewed(tmp_path, patient="name"))

    assert "masked words" not in repr(raised.value)
    assert raised.value.__cause__ is None


def test_what_the_console_exports_can_be_read(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from assistant.domain.cases import AlertStatus, Case, CaseState, Outcome, Severity
    from assistant.domain.risk import Concern
    from assistant.escalation.reviewed import sample_line

    at = datetime(2026, 11, 27, tzinfo=UTC)
    case = Case(
        *("c", "p", "name", "v", "m", Severity.ELEVATED, (Concern.SUICIDE,), (), "reason", CaseState.RESOLVED, at, at),
        AlertStatus.SEEN,
        outcome=Outcome.TRUE_CRISIS,
    )
    (tmp_path / "x.jsonl").write_text(sample_line(case, ["masked words"]), encoding="utf-8")

    assert read(tmp_path)[0].label == "danger, true_crisis"
