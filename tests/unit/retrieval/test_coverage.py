"""Every claim that the library corrects has a passage that says it, and a gap is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.library import Library
from assistant.retrieval.coverage import Claim, Coverage, lint_coverage, read_coverage
from assistant.retrieval.library import read_documents
from assistant.retrieval.lint import lint

from .conftest import TODAY

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
SHIPPED = read_coverage(KNOWLEDGE)
CLAIMS = 57
DRIVING = "driving#driving-same-day"


def test_all_57_claims_are_mapped_and_answered() -> None:
    assert [claim.key for claim in SHIPPED.claims] == [f"C{number}" for number in range(1, CLAIMS + 1)]
    assert list(lint_coverage(SHIPPED, read_documents(KNOWLEDGE), "coverage.yaml")) == []


def test_every_topic_of_the_research_is_mapped() -> None:
    numbers = {int(word) for topic in SHIPPED.topics for word in topic.split() if word.isdigit()}

    assert numbers == set(range(1, 26))


@pytest.mark.parametrize(
    ("passages", "message"),
    [
        ({}, "C1 is answered by no passage"),
        ({"driving#gone": ("drive",)}, "C1: there is no passage driving#gone"),
        ({DRIVING: ("Do not drive", "fly a plane")}, f"C1: {DRIVING} no longer says `fly a plane`"),
    ],
)
def test_each_kind_of_gap_is_found(library: Library, passages: dict[str, tuple[str, ...]], message: str) -> None:
    coverage = Coverage((Claim("C1", "Do not drive.", passages),), {})

    assert [problem.message for problem in lint_coverage(coverage, library.documents, "coverage.yaml")] == [message]


def test_a_claim_that_is_answered_is_no_problem_whatever_its_capitals(library: Library) -> None:
    coverage = Coverage((Claim("C1", "Do not drive.", {DRIVING: ("do NOT drive",)}),), {"driving": (DRIVING,)})

    assert list(lint_coverage(coverage, library.documents, "coverage.yaml")) == []


def test_a_topic_without_its_passage_is_found(library: Library) -> None:
    coverage = Coverage((), {"empty": (), "gone": ("driving#gone",)})

    assert len(list(lint_coverage(coverage, library.documents, "coverage.yaml"))) == 2


@pytest.mark.parametrize(
    "text",
    ["claims: [a]", "claims: {C1: nothing}", "claims: {C1: {says: x, passages: {a: []}}}", "topics: {a: text}"],
)
def test_a_coverage_file_of_another_form_is_a_problem_of_the_library(folder: Path, text: str) -> None:
    (folder / "coverage.yaml").write_text(text)

    assert [problem.rule for problem in lint(folder, lambda _text: (), TODAY)] == ["format"]
