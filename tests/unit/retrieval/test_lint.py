from datetime import date
from pathlib import Path

import pytest

from assistant.retrieval.lint import lint
from assistant.retrieval.reading_level import grade, syllables

TODAY = date(2026, 12, 1)


def _no_dosing(_text: str) -> tuple[object, ...]:
    return ()


def _rules(folder: Path) -> list[str]:
    return [problem.rule for problem in lint(folder, _no_dosing, TODAY)]


def test_a_library_that_keeps_the_rules_has_no_problem(folder: Path) -> None:
    assert lint(folder, _no_dosing, TODAY) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("id: driving", "id: driving-home", "id"),
        ("topic: session_day_safety", "topic: cars", "topic"),
        ("phase: session_day", "phase: tomorrow", "phase"),
        ("review_by: 2027-11-23", "review_by: 2026-11-30", "dates"),
        ("written_on: 2026-11-23", "written_on: 2026-12-24", "dates"),
        ("you leave. [@project-rule]", "you leave.", "sources"),
        ("you leave. [@project-rule]", "you leave. [@short-2018]", "sources"),
        ("sources: [project-rule]", "sources: [project-rule, short-2018]", "sources"),
        ('      - "driving home from the clinic"\n', "", "questions"),
        ("driving home from the clinic", "brain fog since yesterday", "questions"),
        ("Ketamine can slow", "This medicine is a miracle and can slow", "wording"),
        ("Ketamine can slow", "Call 1-800-555-0199, for ketamine can slow", "wording"),
        ("Do not drive on", "**Do not** drive on", "markup"),
        ("Do not drive on", "It is best to leave the car on", "alone"),
        ("and ask your clinic", "and " + "really " * 30 + "ask your clinic", "sentence"),
        ("and ask your clinic", "and " + "really, " * 80 + "ask your clinic", "length"),
        ("status: source-checked", "status: clinician-approved", "format"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_named(folder: Path, old: str, new: str, rule: str) -> None:
    path = folder / "documents" / "driving.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert rule in _rules(folder)


def test_dosing_content_is_found_by_the_detector_that_is_handed_in(folder: Path) -> None:
    problems = lint(folder, lambda text: ("amount",) if "reactions" in text else (), TODAY)

    assert [problem.rule for problem in problems] == ["dosing"]


def test_a_problem_names_file_line_rule_and_what_to_do(folder: Path) -> None:
    path = folder / "documents" / "driving.md"
    path.write_text(path.read_text().replace("Ketamine can slow", "Miracle ketamine can slow"))

    (problem,) = lint(folder, _no_dosing, TODAY)

    assert str(problem) == f"{path}:23: wording: driving-same-day: `Miracle`: promotion has no place here"


def test_broken_links_of_sources_and_missing_emergency_numbers_are_found(folder: Path) -> None:
    for name, old, new in (
        ("sources.yaml", "https://example.org/short-2018", "example.org"),
        ("help_lines.yaml", 'emergency: {number: "911", kind: emergency}', "emergency: null"),
    ):
        path = folder / name
        path.write_text(path.read_text().replace(old, new))

    assert _rules(folder) == ["link", "emergency"]


def test_a_text_that_is_hard_to_read_is_found(folder: Path) -> None:
    path = folder / "documents" / "driving.md"
    hard = "Psychopharmacological individualisation necessitates interdisciplinary pharmacovigilance considerations"
    path.write_text(path.read_text().replace("Do not drive on the day of a session", hard))

    assert "reading level" in _rules(folder)


@pytest.mark.parametrize(("word", "count"), [("a", 1), ("session", 2), ("medicine", 3), ("called", 1), ("wanted", 2)])
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_sentences_have_a_low_grade() -> None:
    assert grade(["The cat sat on the mat.", "It is a good day to rest."]) < 3
    assert grade([]) == 0.0
