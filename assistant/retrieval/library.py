"""Reads the folder of vetted documents and decides which of them may be served."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document, Library, Passage, Vetting
from assistant.ports import Clock
from assistant.retrieval.documents import read_document
from assistant.retrieval.sources import read_sources

_SERVABLE = {
    Vetting.DRAFT: (Vetting.DRAFT, Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED),
    Vetting.SOURCE_CHECKED: (Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED),
    Vetting.CLINICIAN_APPROVED: (Vetting.CLINICIAN_APPROVED,),
    Vetting.RETIRED: (),
}


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Every document of `folder`/documents whatever its status, by id; raises LibraryError at the first bad one."""
    if not (folder / "documents").is_dir():
        raise LibraryError(f"{folder / 'documents'}: no such folder; point KAP_LIBRARY_DIR at the library's folder.")
    sources = read_sources(folder)
    documents: dict[str, Document] = {}
    for path in sorted((folder / "documents").glob("*.md")):
        document = read_document(path, sources)
        if document.id in documents:
            raise LibraryError(f"{path}: another document already has the id `{document.id}`; give this one its own.")
        documents[document.id] = document
    return tuple(documents[key] for key in sorted(documents))


def read_library(folder: Path, requires: Vetting, today: date, approvals: Mapping[str, str] | None = None) -> Library:
    """The documents that may be served `today`, and the version that names exactly their text.

    `approvals` maps a document id to the SHA-256 of the text that a named clinician approved; only that exact text
    counts as approved. A document whose review date has passed is not served.
    """
    return library_of(read_documents(folder), requires, today, approvals)


def library_of(
    documents: tuple[Document, ...], requires: Vetting, today: date, approvals: Mapping[str, str] | None = None
) -> Library:
    """The servable ones of documents that were read before."""
    approved = approvals or {}
    judged = tuple(
        replace(d, status=Vetting.CLINICIAN_APPROVED)
        if approved.get(d.id) == d.content_hash and d.status is not Vetting.RETIRED
        else d
        for d in documents
    )
    served = tuple(d for d in judged if d.status in _SERVABLE[requires] and d.review_by >= today)
    return Library(_version(served), served)


def _version(documents: tuple[Document, ...]) -> str:
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.id):
        digest.update(f"{document.id}\0{document.content_hash}\0".encode())
    return digest.hexdigest()[:12]


class CurrentPassages:
    """The library's passages as of this moment: one whose review date passes while we run is no longer given out."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def passage(self, passage_id: str) -> Passage | None:
        """The currently servable passage of that id, or None."""
        document = self._library.document_of(passage_id)
        if document is None or document.review_by < self._clock.now().date():
            return None
        return self._library.passage(passage_id)
