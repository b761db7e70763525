"""Keeps the vector index equal to the library: several vectors a passage, rebuilt only when something changed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.errors import IndexUnavailable
from assistant.domain.library import Library, Passage
from assistant.domain.reading import Vector
from assistant.ports import Embedder, VectorStore
from assistant.retrieval.not_ours import not_ours

Progress = Callable[[int, int], None]
"""Told (texts done, texts in all)."""

NOT_OURS = "not-ours"
"""The key of what patients ask that the library does not answer; no passage has it, for it holds no `#`."""

_OTHER_MODEL = (
    "The index on the shared server was made by another embedding model. Give every app the same KAP_EMBEDDING_MODEL, "
    "or make the index anew for all of them with `kap library build`."
)
_LAYOUT = "2"
_BATCH = 64


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the index holds, and whether it had to be built for that."""

    fingerprint: str
    version: str
    entries: int
    rebuilt: bool


def ensure_index(
    library: Library,
    embedder: Embedder,
    store: VectorStore,
    progress: Progress | None = None,
    *,
    force: bool = False,
    shared: bool = False,
) -> IndexState:
    """Make the store hold exactly what the library calls for; does nothing when it already does.

    A missing, broken or half-built index, and one made by another embedding model, is built anew; not so in a store
    that is `shared`, where apps with two models would build it in turns for ever. Raises ModelUnavailable without a
    model, IndexUnavailable for such an index and when the index cannot be written.
    """
    texts = tuple(_texts(library))
    wanted = _wanted(texts, library, embedder.fingerprint)
    held = None if force else store.state()
    if shared and held is not None and held[0] != wanted[0]:
        raise IndexUnavailable(_OTHER_MODEL)
    if held == wanted:
        return IndexState(*wanted, rebuilt=False)
    vectors: dict[str, Vector] = {}
    alike = sorted(texts, key=lambda entry: len(entry[1]))  # a batch costs as much as its longest text
    for start in range(0, len(texts), _BATCH):
        batch = alike[start : start + _BATCH]
        found = embedder.embed([text for _, text in batch])
        vectors.update(zip((key for key, _ in batch), found, strict=True))
        if progress is not None:
            progress(len(vectors), len(texts))
    rows = [(key, vectors[key], text) for key, text in texts]
    rows += [(f"{passage.id}|mean", _mean_of(passage, vectors), passage.title) for passage in library.passages]
    store.replace(wanted[0], wanted[1], rows)
    return IndexState(*wanted, rebuilt=True)


def wanted_state(library: Library, fingerprint: str) -> tuple[str, str, int]:
    """The state of a store whose index is this library's by the model of that fingerprint."""
    return _wanted(tuple(_texts(library)), library, fingerprint)


def owner_of(key: str) -> tuple[str, bool]:
    """Whose vector an entry holds, a passage's id or NOT_OURS, and whether it is the mean of all of them."""
    owner, _, which = key.rpartition("|")
    return owner, which == "mean"


def _texts(library: Library) -> Iterator[tuple[str, str]]:
    """(key, text) of all that is embedded: of a passage text, title, ways to ask, first sentence; and not_ours."""
    for passage in library.passages:
        for n, text in enumerate(_own_texts(passage)):
            yield f"{passage.id}|{n}", text
    for n, text in enumerate(not_ours()):
        yield f"{NOT_OURS}|{n}", text


def _own_texts(passage: Passage) -> tuple[str, ...]:
    ways = (*passage.questions, *passage.asked)
    return tuple(dict.fromkeys((f"{passage.title} {passage.text}", passage.title, *ways, passage.sentences[0].text)))


def _mean_of(passage: Passage, vectors: Mapping[str, Vector]) -> Vector:
    """The middle of the passage's vectors but for its first sentence's, brought to length 1.

    It says what all ways to ask for the passage have in common, and so steadies the one nearest vector.
    """
    own = [vectors[f"{passage.id}|{n}"] for n in range(max(1, len(_own_texts(passage)) - 1))]
    total = [sum(numbers) for numbers in zip(*own, strict=True)]
    length = math.sqrt(sum(number * number for number in total)) or 1.0
    return tuple(number / length for number in total)


def _wanted(texts: Sequence[tuple[str, str]], library: Library, fingerprint: str) -> tuple[str, str, int]:
    return fingerprint, _version(texts), len(texts) + len(library.passages)


def _version(texts: Sequence[tuple[str, str]]) -> str:
    digest = hashlib.sha256(_LAYOUT.encode())
    for key, text in texts:
        digest.update(f"{key}\0{text}\0".encode())
    return digest.hexdigest()[:16]
