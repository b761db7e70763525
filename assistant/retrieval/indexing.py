"""Keeps the vector index equal to the library: several vectors a passage, rebuilt only when something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.library import Library
from assistant.domain.reading import Vector
from assistant.ports import Embedder, VectorStore

Progress = Callable[[int, int], None]
"""Told (texts done, texts in all)."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the index holds, and whether it had to be built for that."""

    fingerprint: str
    version: str
    entries: int
    rebuilt: bool


def index_entries(library: Library) -> tuple[tuple[str, str], ...]:
    """(key, text) of all that is embedded: of each passage its text, its title, its first sentence, its questions.

    The key is `passage id|n`, so that the passage can be told from any of its vectors.
    """
    entries: list[tuple[str, str]] = []
    for passage in library.passages:
        lead = passage.sentences[0].text
        texts = dict.fromkeys((f"{passage.title} {passage.text}", passage.title, lead, *passage.questions))
        entries.extend((f"{passage.id}|{n}", text) for n, text in enumerate(texts))
    return tuple(entries)


def passage_of(key: str) -> str:
    """The id of the passage that an entry's key belongs to."""
    return key.rpartition("|")[0]


def wanted_state(library: Library, fingerprint: str) -> tuple[str, str, int]:
    """The state of a store that holds exactly this library's entries, embedded by the model of that fingerprint."""
    entries = index_entries(library)
    return fingerprint, _version(entries), len(entries)


def ensure_index(
    library: Library, embedder: Embedder, store: VectorStore, progress: Progress | None = None, *, force: bool = False
) -> IndexState:
    """Make the store hold exactly the library's entries; does nothing when it already does.

    A missing, broken or half-built index, and one made by another embedding model, is built anew. Raises
    ModelUnavailable without a model, IndexUnavailable when the index cannot be written.
    """
    entries = index_entries(library)
    wanted = wanted_state(library, embedder.fingerprint)
    if not force and store.state() == wanted:
        return IndexState(*wanted, rebuilt=False)
    vectors: list[Vector] = []
    for start in range(0, len(entries), _BATCH):
        vectors.extend(embedder.embed([text for _, text in entries[start : start + _BATCH]]))
        if progress is not None:
            progress(len(vectors), len(entries))
    rows = [(key, vector, text) for (key, text), vector in zip(entries, vectors, strict=True)]
    store.replace(wanted[0], wanted[1], rows)
    return IndexState(*wanted, rebuilt=True)


def _version(entries: tuple[tuple[str, str], ...]) -> str:
    digest = hashlib.sha256()
    for key, text in entries:
        digest.update(f"{key}\0{text}\0".encode())
    return digest.hexdigest()[:16]
