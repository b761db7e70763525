"""Checks a library against every rule; what CI and `kap library lint` run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document, Region, Source
from assistant.retrieval.asked import with_asked
from assistant.retrieval.coverage import lint_coverage, read_coverage
from assistant.retrieval.document_lint import FindDosing, FindFaults, Problem, lint_document, no_faults
from assistant.retrieval.documents import read_document
from assistant.retrieval.glossary_lint import lint_terms
from assistant.retrieval.help_lines import KINDS, read_help_lines
from assistant.retrieval.library import all_sources
from assistant.retrieval.reading_level import grade
from assistant.retrieval.sources import VERIFIED, read_glossary
from assistant.retrieval.words import plain

__all__ = ["FindDosing", "FindFaults", "Problem", "lint", "lint_file"]

_LINK = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_HARDEST_GRADE = 10.0
_MEDIAN_GRADE = 8.0
"""Measured with this project's own count; a test compares it with textstat's."""


def lint(
    folder: Path,
    find_dosing: FindDosing,
    today: date | None = None,
    *,
    own: Sequence[Path] = (),
    find_faults: FindFaults = no_faults,
) -> tuple[Problem, ...]:
    """Every broken rule of the library in the folder and of the clinic's `own` folders; () when it keeps them all."""
    day = today or datetime.now(UTC).date()
    try:
        sources = all_sources(folder, *own)
    except LibraryError as error:
        return (_of(error),)
    problems: list[Problem] = [*_of_sources(sources, folder)]
    read: list[tuple[Path, Document]] = []
    for place in (folder, *own):
        here: list[tuple[Path, Document]] = []
        for path in sorted((place / "documents").glob("*.md")):
            found = lint_file(path, sources, find_dosing, day, find_faults)
            problems += found[1]
            here += [(path, found[0])] if found[0] is not None else []
        problems += _same_ids(here)
        mine = {document.id for _, document in here}
        read = [(path, document) for path, document in read if document.id not in mine] + here
        if place == folder:
            problems += _coverage(folder, [document for _, document in here])
    problems += _same_questions(read)
    problems += _median_grade(read, folder)
    problems += _other_files(folder, find_dosing, [document for _, document in read])
    return tuple(problems)


def lint_file(
    path: Path, sources: dict[str, Source], find_dosing: FindDosing, today: date, find_faults: FindFaults = no_faults
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document in the file, None when it cannot be read, and every rule that it breaks by itself."""
    try:
        document = with_asked(read_document(path, sources), path.parents[1])
    except LibraryError as error:
        return None, (_of(error),)
    return document, (
        *lint_document(document, path, today, find_dosing, find_faults),
        *_reading_level(document, path),
    )


def _of_sources(sources: dict[str, Source], folder: Path) -> Iterator[Problem]:
    for source in sources.values():
        if source.link is not None and not _LINK.fullmatch(source.link):
            yield Problem(str(folder / "sources.yaml"), 0, "link", f"`{source.key}` has no well-formed link")


def _same_ids(read: Sequence[tuple[Path, Document]]) -> Iterator[Problem]:
    ids: dict[str, Path] = {}
    for path, document in read:
        if document.id in ids:
            yield Problem(str(path), 0, "id", f"`{document.id}` is also the id of {ids[document.id].name}")
        ids.setdefault(document.id, path)


def _same_questions(read: Sequence[tuple[Path, Document]]) -> Iterator[Problem]:
    asked: dict[str, str] = {}
    for path, document in read:
        for passage in document.passages:
            for question in (*passage.questions, *passage.asked):
                other = asked.setdefault(plain(question), passage.id)
                if other != passage.id:
                    yield Problem(str(path), 0, "questions", f"{passage.section}: {other} has the same question")


def _median_grade(read: Sequence[tuple[Path, Document]], folder: Path) -> Iterator[Problem]:
    grades = [_grade(document) for _, document in read if document.language == "en"]
    if grades and median(grades) > _MEDIAN_GRADE:
        found = f"the median grade of the documents is {median(grades):.1f}; at most {_MEDIAN_GRADE:.0f} is allowed"
        yield Problem(str(folder / "documents"), 0, "reading level", found)


def _other_files(folder: Path, find_dosing: FindDosing, documents: Sequence[Document]) -> Iterator[Problem]:
    try:
        terms = read_glossary(folder)
        regions = read_help_lines(folder)
    except LibraryError as error:
        yield _of(error)
        return
    glossary = str(folder / "glossary.yaml")
    for term in terms:
        if find_dosing(term.meaning):
            yield Problem(glossary, 0, "dosing", f"`{term.word}`: take the dosing content out")
    yield from lint_terms(documents, terms, glossary)
    yield from _of_help_lines(regions, str(folder / "help_lines.yaml"))


def _coverage(folder: Path, documents: Sequence[Document]) -> Iterator[Problem]:
    """What the folder's own documents leave open; a clinic's document may say it otherwise."""
    try:
        yield from lint_coverage(read_coverage(folder), documents, str(folder / "coverage.yaml"))
    except LibraryError as error:
        yield _of(error)


def _of_help_lines(regions: Mapping[str, Region], path: str) -> Iterator[Problem]:
    for region in regions.values():
        if not region.emergency_number:
            yield Problem(path, 0, "emergency", f"{region.code} has no emergency number; write how to call for help")
        if not any(line.kind == "suicide_crisis" for line in region.lines):
            yield Problem(path, 0, "crisis", f"{region.code} has no line of kind suicide_crisis")
        for line in region.lines:
            if line.verified not in VERIFIED:
                yield Problem(path, 0, "verified", f"{line.id}: must be one of {', '.join(VERIFIED)}")
            if line.kind not in KINDS:
                yield Problem(path, 0, "kind", f"{line.id}: must be one of {', '.join(KINDS)}")
            for link in (line.url, line.source):
                if link is not None and link.startswith("http") and not _LINK.fullmatch(link):
                    yield Problem(path, 0, "link", f"{line.id} has no well-formed link")


def _grade(document: Document) -> float:
    return grade([sentence.text for passage in document.passages for sentence in passage.sentences])


def _reading_level(document: Document, path: Path) -> Iterator[Problem]:
    if document.language == "en" and _grade(document) > _HARDEST_GRADE:
        found = f"grade {_grade(document):.1f}; at most {_HARDEST_GRADE:.0f} is allowed"
        yield Problem(str(path), 0, "reading level", found)


def _of(error: LibraryError) -> Problem:
    place, _, message = str(error).partition(": ")
    file, _, line = place.rpartition(":")
    if file and line.isdigit():
        return Problem(file, int(line), "format", message)
    return Problem(place, 0, "format", message)
