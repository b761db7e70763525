from datetime import date
from pathlib import Path

import pytest

from assistant.domain.errors import LibraryError
from assistant.domain.library import Library, Vetting
from assistant.domain.vetting import Ledger
from assistant.retrieval.library import read_documents, read_library
from assistant.retrieval.sources import read_glossary

from .conftest import TODAY, approved


def _mark(folder: Path, status: str) -> None:
    path = folder / "documents" / "driving.md"
    path.write_text(path.read_text().replace("status: source-checked", f"status: {status}"))


def test_source_checked_documents_are_served_when_that_is_enough(library: Library) -> None:
    assert {d.id for d in library.documents} == {"after-effects", "driving", "llanto-es"}


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_drafts_and_retired_documents_are_not_served(folder: Path, status: str) -> None:
    _mark(folder, status)

    library = read_library(folder, Vetting.SOURCE_CHECKED, TODAY)

    assert library.passage("driving#driving-same-day") is None


def test_without_an_approval_nothing_is_served_when_approval_is_required(folder: Path) -> None:
    assert read_library(folder, Vetting.CLINICIAN_APPROVED, TODAY).documents == ()


def test_an_approval_counts_only_for_exactly_the_text_that_was_read(folder: Path) -> None:
    approvals = Ledger(tuple(approved(d) for d in read_documents(folder)))
    path = folder / "documents" / "driving.md"
    path.write_text(path.read_text().replace("Ketamine can slow", "Ketamine may slow"))

    library = read_library(folder, Vetting.CLINICIAN_APPROVED, TODAY, approvals)

    assert {d.id for d in library.documents} == {"after-effects", "llanto-es"}
    assert {d.status for d in library.documents} == {Vetting.CLINICIAN_APPROVED}


def test_a_document_is_served_on_its_review_day_and_not_after(folder: Path) -> None:
    assert read_library(folder, Vetting.SOURCE_CHECKED, date(2027, 11, 23)).documents
    assert read_library(folder, Vetting.SOURCE_CHECKED, date(2027, 11, 24)).documents == ()


def test_the_version_names_the_text(folder: Path) -> None:
    before = read_library(folder, Vetting.SOURCE_CHECKED, TODAY).version
    again = read_library(folder, Vetting.SOURCE_CHECKED, TODAY).version
    _mark(folder, "draft")

    after = read_library(folder, Vetting.SOURCE_CHECKED, TODAY).version

    assert before == again != after
    assert len(before) == 12


def test_two_documents_with_one_id_are_refused(folder: Path) -> None:
    path = folder / "documents" / "driving.md"
    (folder / "documents" / "driving-2.md").write_text(path.read_text())

    with pytest.raises(LibraryError, match="already has the id"):
        read_library(folder, Vetting.SOURCE_CHECKED, TODAY)


def test_a_missing_folder_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="KAP_LIBRARY_DIR"):
        read_library(tmp_path / "nowhere", Vetting.SOURCE_CHECKED, TODAY)


def test_the_glossary_is_read_in_the_files_order(folder: Path) -> None:
    assert [term.word for term in read_glossary(folder)] == ["KAP", "dissociation"]
