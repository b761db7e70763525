"""Keeps the vector index equal to the library: several vectors a passage, rebuilt only when something changed.

Besides those, each passage has a direction: the one that tells its ways to ask from those of all other passages, or
without a fit the middle of its vectors. One more direction leads from the questions that the library does not answer
to those that it does.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.errors import IndexUnavailable
from assistant.domain.library import Library, Passage
from assistant.domain.reading import Vector
from assistant.ports import DirectionFit, Embedder, VectorStore
from assistant.retrieval.not_ours import not_ours

Progress = Callable[[int, int], None]
"""Told (texts done, texts in all)."""

NOT_OURS = "not-ours"
"""The key of what patients ask that the library does not answer; no passage has it, for it holds no `#`."""

DIRECTION = "|direction"
"""How the key of a passage's direction ends."""

_OTHER_MODEL = (
    "The index on the shared server was made by another embedding model. Give every app the same KAP_EMBEDDING_MODEL, "
    "or make the index anew for all of them with `kap library build`."
)
_LAYOUT = "3"
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
    fit: DirectionFit | None = None,
    force: bool = False,
    shared: bool = False,
) -> IndexState:
    """Make the store hold exactly what the library calls for; does nothing when it already does.

    A missing, broken or half-built index, and one made by another embedding model or fit, is built anew; not so in a
    store that is `shared`, where apps with two models would build it in turns for ever. Raises ModelUnavailable
    without a model, IndexUnavailable for such an index and when the index cannot be written.
    """
    texts = tuple(_texts(library))
    wanted = _wanted(texts, library, embedder.fingerprint, fit)
    held = None if force else store.state()
    if shared and held is not None and held[0] != wanted[0]:
        raise IndexUnavailable(_OTHER_MODEL)
    if held == wanted:
        return IndexState(*wanted, rebuilt=False)
    vectors: dict[str, Vector] = {}
    alike = sorted(texts, key=lambda entry: len(entry[1]))  # a batch costs as much as its longest text
    for start in range(0, len(texts), _BATCH):
        batch = alike[start : start + _BATCH]
        embedded = embedder.embed([text for _, text in batch])
        vectors.update(zip((key for key, _ in batch), embedded, strict=True))
        if progress is not None:
            progress(len(vectors), len(texts))
    rows = [(key, vectors[key], text) for key, text in texts]
    directions = zip(library.passages, _directions(library, vectors, fit), strict=True)
    rows += [(f"{passage.id}{DIRECTION}", found, passage.title) for passage, found in directions]
    if library.passages:
        rows.append((f"{NOT_OURS}{DIRECTION}", _towards_ours(library, vectors, fit), ""))
    store.replace(wanted[0], wanted[1], rows)
    return IndexState(*wanted, rebuilt=True)


def wanted_state(library: Library, fingerprint: str, fit: DirectionFit | None = None) -> tuple[str, str, int]:
    """The state of a store whose index is this library's by the model of that fingerprint and this fit."""
    return _wanted(tuple(_texts(library)), library, fingerprint, fit)


def owner_of(key: str) -> tuple[str, bool]:
    """Whose vector an entry holds, a passage's id or NOT_OURS, and whether it is the passage's direction."""
    return key.rpartition("|")[0], key.endswith(DIRECTION)


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


def _directions(library: Library, vectors: Mapping[str, Vector], fit: DirectionFit | None) -> tuple[Vector, ...]:
    if fit is None:
        return tuple(_mean_of(passage, vectors) for passage in library.passages)
    owned = [(n, f"{p.id}|{i}") for n, p in enumerate(library.passages) for i in range(len(_own_texts(p)))]
    groups = [passage.language for passage in library.passages]
    return fit.fit([vectors[key] for _, key in owned], [n for n, _ in owned], groups)


def _towards_ours(library: Library, vectors: Mapping[str, Vector], fit: DirectionFit | None) -> Vector:
    ours = [
        vectors[f"{passage.id}|{n}"]
        for passage in library.passages
        for n, text in enumerate(_own_texts(passage))
        if text in passage.questions or text in passage.asked or text == passage.title
    ]
    others = [vectors[f"{NOT_OURS}|{n}"] for n in range(len(not_ours()))]
    if fit is not None:
        return fit.apart(ours, others)
    here, there = _middle(ours), _middle(others)
    return _middle([tuple(a - b for a, b in zip(here, there, strict=True))])


def _mean_of(passage: Passage, vectors: Mapping[str, Vector]) -> Vector:
    """The middle of the passage's vectors but for its first sentence's, brought to length 1.

    It says what all ways to ask for the passage have in common, and so steadies the one nearest vector.
    """
    return _middle([vectors[f"{passage.id}|{n}"] for n in range(max(1, len(_own_texts(passage)) - 1))])


def _middle(vectors: Sequence[Vector]) -> Vector:
    total = [sum(numbers) for numbers in zip(*vectors, strict=True)]
    length = math.sqrt(sum(number * number for number in total)) or 1.0
    return tuple(number / length for number in total)


def _wanted(
    texts: Sequence[tuple[str, str]], library: Library, fingerprint: str, fit: DirectionFit | None
) -> tuple[str, str, int]:
    made_by = f"{_LAYOUT} {fit.name if fit else 'mean'}"
    directions = len(library.passages) + bool(library.passages)
    return fingerprint, _version(texts, made_by), len(texts) + directions


def _version(texts: Sequence[tuple[str, str]], made_by: str) -> str:
    digest = hashlib.sha256(made_by.encode())
    for key, text in texts:
        digest.update(f"{key}\0{text}\0".encode())
    return digest.hexdigest()[:16]
