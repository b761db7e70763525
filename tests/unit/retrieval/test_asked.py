"""Ways to ask for a passage stand beside the documents and change no approval."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.errors import LibraryError
from assistant.retrieval.indexing import wanted_state
from assistant.retrieval.library import indexed_library, read_documents


def write(folder: Path, text: str) -> str:
    """Ways to ask for the first document of the folder; its id."""
    document = read_documents(folder)[0]
    (folder / "asked").mkdir(exist_ok=True)
    (folder / "asked" / f"{document.id}.txt").write_text(
        text.replace("SECTION", document.passages[0].section), encoding="utf-8"
    )
    return document.id


def test_a_way_to_ask_belongs_to_its_passage_and_changes_the_index_but_no_approval(folder: Path) -> None:
    before = read_documents(folder)
    write(folder, "## SECTION\nam i in one piece\n\nwhat a day\n")
    after = read_documents(folder)

    assert after[0].passages[0].asked == ("am i in one piece", "what a day")
    assert after[0].content_hash == before[0].content_hash
    assert indexed_library(after).version == indexed_library(before).version
    assert wanted_state(indexed_library(after), "m") != wanted_state(indexed_library(before), "m")


@pytest.mark.parametrize("text", ["## nowhere\nhello\n", "hello\n## SECTION\n"])
def test_a_line_without_a_section_of_the_document_is_refused_with_its_place(folder: Path, text: str) -> None:
    name = write(folder, text)

    with pytest.raises(LibraryError, match=f"{name}.txt:1"):
        read_documents(folder)
