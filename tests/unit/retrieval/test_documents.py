from pathlib import Path

import pytest

from assistant.domain.errors import LibraryError
from assistant.domain.library import Library, Sentence
from assistant.retrieval.documents import read_document
from assistant.retrieval.sentences import split_sentences
from assistant.retrieval.sources import read_sources


def _changed(folder: Path, old: str, new: str, name: str = "driving.md") -> Path:
    path = folder / "documents" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_sentences_come_without_their_markers_and_with_their_sources(library: Library) -> None:
    passage = library.passage("after-effects#tearful")

    assert passage is not None
    assert passage.sentences[0] == Sentence(
        "Being tearful or raw after a session is common.", ("short-2018", "project-rule")
    )
    assert "[@" not in passage.text


def test_list_items_are_sentences_marked_as_listed(library: Library) -> None:
    passage = library.passage("after-effects#tired")

    assert passage is not None
    assert [s.listed for s in passage.sentences] == [False, False, False, True, True]
    assert passage.sentences[3].text == "Leave driving until you have slept well."


def test_a_passage_knows_its_heading_its_questions_and_its_language(library: Library) -> None:
    passage = library.passage("llanto-es#llorar")

    assert passage is not None
    assert (passage.title, passage.language) == ("¿Es normal llorar después de una sesión?", "es")
    assert "es normal llorar tanto" in passage.questions


def test_a_sentence_may_hold_figures_and_quotes() -> None:
    found = split_sentences('In 2019 about 40.5% of 96 people said "yes." [@a; @b] Ask "What now?" first. [@c]')

    assert found == (
        Sentence('In 2019 about 40.5% of 96 people said "yes."', ("a", "b")),
        Sentence('Ask "What now?" first.', ("c",)),
    )


def test_text_that_is_no_sentence_is_refused_with_file_and_line(folder: Path) -> None:
    path = _changed(folder, "unsure about it. [@project-rule]", "unsure about it")

    with pytest.raises(LibraryError, match=r"driving\.md:23: every sentence ends"):
        read_document(path, read_sources(folder))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sources: [project-rule]", "sources: [nobody]", "`nobody` is not in sources.yaml"),
        ("status: source-checked", "status: clinician-approved", "cannot approve itself"),
        ("status: source-checked", "status: checked", "must be draft, source-checked or retired"),
        ("review_by: 2027-11-23", "review_by: soon", "write it as 2026-11-23"),
        ("topic: session_day_safety", "topic: session_day_safety\nmood: good", "unknown field `mood`"),
        ("  driving-same-day:\n", "  driving-tomorrow:\n", "no section has that name"),
        ("## Can I drive after a session? {#driving-same-day}", "## Can I drive?", "a heading is written"),
        ("title: Getting home", 'title: "Getting home', r"driving\.md:\d+"),
        ("\n## Can I", "\nA stray line.\n\n## Can I", "text before the first"),
    ],
)
def test_a_broken_document_is_refused_with_what_to_do(folder: Path, old: str, new: str, message: str) -> None:
    path = _changed(folder, old, new)

    with pytest.raises(LibraryError, match=message):
        read_document(path, read_sources(folder))


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    path = folder / "documents" / "driving.md"
    path.write_bytes(b"---\n\xff\xfe\n---\n")

    with pytest.raises(LibraryError, match="UTF-8"):
        read_document(path, read_sources(folder))
