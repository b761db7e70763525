"""Reads the folders of vetted documents and decides which of them may be served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document, Library, Source, Vetting
from assistant.domain.vetting import Ledger
from assistant.retrieval.asked import with_asked
from assistant.retrieval.documents import parse_document, read_text
from assistant.retrieval.sources import read_sources

_SERVABLE = {
    Vetting.SOURCE_CHECKED: (Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED),
    Vetting.CLINICIAN_APPROVED: (Vetting.CLINICIAN_APPROVED,),
}


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One document, where it is, and its text exactly as it stands there."""

    path: Path
    text: str
    document: Document


def read_files(folder: Path, *own: Path) -> tuple[LibraryFile, ...]:
    """Every file of `folder`/documents whatever its status, by id; raises LibraryError at the first bad one.

    A document in one of the clinic's `own` folders takes the place of one with the same id before it. Those folders
    need not exist.
    """
    if not (folder / "documents").is_dir():
        raise LibraryError(f"{folder / 'documents'}: no such folder; point KAP_LIBRARY_DIR at the library's folder.")
    sources = all_sources(folder, *own)
    files: dict[str, LibraryFile] = {}
    for place in (folder, *own):
        here: dict[str, LibraryFile] = {}
        for path in sorted((place / "documents").glob("*.md")):
            text = read_text(path)
            document = parse_document(text, str(path), sources, hashlib.sha256(text.encode()).hexdigest())
            if document.id in here:
                raise LibraryError(
                    f"{path}: another document already has the id `{document.id}`; give this one its own."
                )
            here[document.id] = LibraryFile(path, text, with_asked(document, place))
        files |= here
    return tuple(files[key] for key in sorted(files))


def all_sources(folder: Path, *own: Path) -> dict[str, Source]:
    """The sources of every folder by key; the clinic's own take the place of the same key before them."""
    sources = read_sources(folder)
    for place in own:
        if (place / "sources.yaml").exists():
            sources |= read_sources(place)
    return sources


def read_documents(folder: Path, *own: Path) -> tuple[Document, ...]:
    """Every document whatever its status, by id; raises LibraryError at the first bad one."""
    return tuple(file.document for file in read_files(folder, *own))


def read_library(folder: Path, requires: Vetting, today: date, ledger: Ledger | None = None) -> Library:
    """The documents of the folder that may be served `today`, and the version that names exactly their text."""
    return library_of(read_documents(folder), requires, today, ledger)


def library_of(documents: Iterable[Document], requires: Vetting, today: date, ledger: Ledger | None = None) -> Library:
    """The servable ones of documents that were read before, each with the status that the decisions give it.

    A document whose review date has passed is not served, whoever approved it.
    """
    judged = (ledger or Ledger()).judged(documents)
    served = tuple(d for d in judged if d.status in _SERVABLE[requires] and d.review_by >= today)
    return Library(_version(served), served)


def indexed_library(documents: Iterable[Document]) -> Library:
    """Everything that a decision could let be served: what the index holds, whoever has approved what today."""
    held = tuple(d for d in documents if d.status is Vetting.SOURCE_CHECKED)
    return Library(_version(held), held)


def _version(documents: tuple[Document, ...]) -> str:
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.id):
        digest.update(f"{document.id}\0{document.content_hash}\0".encode())
    return digest.hexdigest()[:12]
