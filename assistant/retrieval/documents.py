"""Reads one Markdown document of the library."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document, Passage, Sentence, Source, Vetting
from assistant.retrieval.sentences import split_sentences
from assistant.retrieval.yaml_files import day_of, parse_yaml, text_of, texts_of

FIELDS = frozenset(
    (
        "id",
        "title",
        "topic",
        "audience",
        "language",
        "phase",
        "status",
        "written_on",
        "review_by",
        "sources",
        "passages",
    )
)
_HEADING = re.compile(r"##\s+(?P<title>\S.*?)\s*\{#(?P<slug>[a-z0-9-]+)\}\s*$")
_ITEM = re.compile(r"(?:-|\d+\.)\s+(?P<text>\S.*)$")


def read_document(path: Path, sources: Mapping[str, Source]) -> Document:
    """The document in the file; raises LibraryError naming file and line when it does not keep the format."""
    text = read_text(path)
    return parse_document(text, str(path), sources, hashlib.sha256(text.encode()).hexdigest())


def read_text(path: Path) -> str:
    """The file to the last sign, line ends included. Raises LibraryError when it is no UTF-8 text."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path}: the document cannot be read as UTF-8 text.") from error


def parse_document(text: str, where: str, sources: Mapping[str, Source], content_hash: str) -> Document:
    """The document in the text; `where` names it in errors."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---" or "---" not in lines[1:]:
        raise LibraryError(f"{where}:1: a document begins with front matter between two `---` lines.")
    end = lines.index("---", 1)
    fields = parse_yaml("\n".join(lines[1:end]), where, first_line=2)
    unknown = sorted(set(fields) - FIELDS)
    if unknown:
        raise LibraryError(f"{where}: unknown field `{unknown[0]}`; known are {', '.join(sorted(FIELDS))}.")
    keys = texts_of(fields, "sources", where)
    missing = [key for key in keys if key not in sources]
    if missing:
        raise LibraryError(f"{where}: source `{missing[0]}` is not in sources.yaml; add it there or correct the key.")
    asked = _questions(fields, where)
    about = {name: text_of(fields, name, where) for name in ("id", "topic", "phase", "language")}
    passages = tuple(
        Passage(
            id=f"{about['id']}#{slug}",
            document_id=about["id"],
            section=slug,
            title=title,
            topic=about["topic"],
            phase=about["phase"],
            language=about["language"],
            sentences=sentences,
            questions=asked.get(slug, ()),
        )
        for slug, title, sentences in _sections(lines, end + 1, where)
    )
    _same_sections(passages, asked, where)
    return Document(
        id=about["id"],
        title=text_of(fields, "title", where),
        topic=about["topic"],
        audience=text_of(fields, "audience", where),
        language=about["language"],
        phase=about["phase"],
        status=_status(fields, where),
        written_on=day_of(fields, "written_on", where),
        review_by=day_of(fields, "review_by", where),
        sources=tuple(sources[key] for key in keys),
        passages=passages,
        content_hash=content_hash,
    )


def _status(fields: Mapping[str, Any], where: str) -> Vetting:
    try:
        status = Vetting(text_of(fields, "status", where))
    except ValueError as error:
        raise LibraryError(f"{where}: `status` must be draft, source-checked or retired.") from error
    if status is Vetting.CLINICIAN_APPROVED:
        raise LibraryError(
            f"{where}: a file cannot approve itself; write `source-checked`, clinicians approve in the app."
        )
    return status


def _questions(fields: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    entries = fields.get("passages") or {}
    if not isinstance(entries, Mapping):
        raise LibraryError(f"{where}: `passages` maps each section to its `questions`.")
    return {str(slug): texts_of(entry or {}, "questions", f"{where}: {slug}") for slug, entry in entries.items()}


def _sections(lines: list[str], start: int, where: str) -> list[tuple[str, str, tuple[Sentence, ...]]]:
    sections: list[tuple[str, str, list[Sentence]]] = []
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("#"):
            heading = _HEADING.match(line.strip())
            if heading is None:
                raise LibraryError(f"{where}:{number}: a heading is written `## Title {{#section-name}}`.")
            sections.append((heading["slug"], heading["title"], []))
        elif line.strip() and not sections:
            raise LibraryError(f"{where}:{number}: text before the first `## Title {{#section-name}}`.")
    by_line = iter(sections)
    for number, text, listed in _blocks(lines, start):
        if text is None:
            current = next(by_line)
            continue
        found = split_sentences(text, listed=listed)
        if found is None:
            raise LibraryError(f"{where}:{number}: every sentence ends with `.`, `?` or `!`, then its [@source].")
        current[2].extend(found)
    return [(slug, title, tuple(sentences)) for slug, title, sentences in sections]


def _blocks(lines: list[str], start: int) -> Iterator[tuple[int, str | None, bool]]:
    """(line number, text, whether it is a list item) of every paragraph and item; a heading has the text None."""
    block: list[str] = []
    first, listed = 0, False
    for number, line in enumerate([*lines[start:], ""], start + 1):
        stripped = line.strip()
        item = _ITEM.match(stripped)
        heading = line.startswith("#")
        if block and (heading or item or not stripped):
            yield first, " ".join(block), listed
            block = []
        if heading:
            yield number, None, False
        elif stripped:
            if not block:
                first, listed = number, item is not None
            block.append(item["text"] if item else stripped)


def _same_sections(passages: tuple[Passage, ...], asked: Mapping[str, tuple[str, ...]], where: str) -> None:
    slugs = [passage.section for passage in passages]
    if not slugs:
        raise LibraryError(f"{where}: the document has no `## Title {{#section-name}}`.")
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise LibraryError(f"{where}: two sections are called `{slug}`; give one another name.")
    for slug in asked:
        if slug not in slugs:
            raise LibraryError(f"{where}: front matter has questions for `{slug}`, but no section has that name.")
    for passage in passages:
        if not passage.sentences:
            raise LibraryError(f"{where}: the section `{passage.section}` has no sentence.")
