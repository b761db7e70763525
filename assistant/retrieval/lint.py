"""Checks a library folder against every rule; what CI and `kap library lint` run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document
from assistant.retrieval.document_lint import FindDosing, Problem, lint_document
from assistant.retrieval.documents import read_document
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.reading_level import grade
from assistant.retrieval.sources import VERIFIED, read_glossary, read_sources
from assistant.retrieval.words import plain

__all__ = ["FindDosing", "Problem", "lint"]

_LINK = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_HARDEST_GRADE = 10.0


def lint(folder: Path, find_dosing: FindDosing, today: date | None = None) -> tuple[Problem, ...]:
    """Every broken rule of the library in the folder, in order of files; () when it keeps them all."""
    return tuple(_problems(folder, today or datetime.now(UTC).date(), find_dosing))


def _problems(folder: Path, today: date, find_dosing: FindDosing) -> Iterator[Problem]:
    try:
        sources = read_sources(folder)
    except LibraryError as error:
        yield _of(error)
        return
    for source in sources.values():
        if source.link is not None and not _LINK.fullmatch(source.link):
            yield Problem(str(folder / "sources.yaml"), 0, "link", f"`{source.key}` has no well-formed link")
    read: list[tuple[Path, Document]] = []
    for path in sorted((folder / "documents").glob("*.md")):
        try:
            document = read_document(path, sources)
        except LibraryError as error:
            yield _of(error)
            continue
        read.append((path, document))
        yield from lint_document(document, path, today, find_dosing)
        yield from _reading_level(document, path)
    yield from _shared(read)
    yield from _other_files(folder, find_dosing)


def _shared(read: Sequence[tuple[Path, Document]]) -> Iterator[Problem]:
    """Ids and questions that two documents claim."""
    ids: dict[str, Path] = {}
    asked: dict[str, str] = {}
    for path, document in read:
        if document.id in ids:
            yield Problem(str(path), 0, "id", f"`{document.id}` is also the id of {ids[document.id].name}")
        ids.setdefault(document.id, path)
        for passage in document.passages:
            for question in passage.questions:
                other = asked.setdefault(plain(question), passage.id)
                if other != passage.id:
                    yield Problem(str(path), 0, "questions", f"{passage.section}: {other} has the same question")


def _other_files(folder: Path, find_dosing: FindDosing) -> Iterator[Problem]:
    try:
        terms = read_glossary(folder)
        regions = read_help_lines(folder)
    except LibraryError as error:
        yield _of(error)
        return
    for term in terms:
        if find_dosing(term.meaning):
            yield Problem(str(folder / "glossary.yaml"), 0, "dosing", f"`{term.word}`: take the dosing content out")
    path = str(folder / "help_lines.yaml")
    for region in regions.values():
        if not region.emergency_number:
            yield Problem(path, 0, "emergency", f"{region.code} has no emergency number; write how to call for help")
        if not any(line.kind == "suicide_crisis" for line in region.lines):
            yield Problem(path, 0, "crisis", f"{region.code} has no line of kind suicide_crisis")
        for line in region.lines:
            if line.verified not in VERIFIED:
                yield Problem(path, 0, "verified", f"{line.id}: must be one of {', '.join(VERIFIED)}")


def _reading_level(document: Document, path: Path) -> Iterator[Problem]:
    if document.language != "en":
        return
    found = grade([sentence.text for passage in document.passages for sentence in passage.sentences])
    if found > _HARDEST_GRADE:
        yield Problem(str(path), 0, "reading level", f"grade {found:.1f}; at most {_HARDEST_GRADE:.0f} is allowed")


def _of(error: LibraryError) -> Problem:
    place, _, message = str(error).partition(": ")
    file, _, line = place.rpartition(":")
    if file and line.isdigit():
        return Problem(file, int(line), "format", message)
    return Problem(place, 0, "format", message)
