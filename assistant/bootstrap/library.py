"""The library, its index and what finds passages in it."""

from __future__ import annotations

from collections.abc import Callable

from assistant import settings as settings_
from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.adapters.disk import check_room
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.bootstrap.keeping import make_clock
from assistant.bootstrap.places import library_dir
from assistant.domain.library import Library
from assistant.guardrails.dosing_detector import find_dosing
from assistant.ports import Embedder, PassageSource, Retriever
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index, wanted_state
from assistant.retrieval.library import read_library
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.words import tokens
from assistant.settings import Settings

Progress = Callable[[int, int], None]


def make_embedder(settings: Settings) -> LocalEmbedder:
    """The embedding model; opened at its first use."""
    path = settings.embedding_model
    return LocalEmbedder(settings.data_dir / "models", str(path) if path else None)


def make_store(settings: Settings) -> ChromaVectorStore:
    """Where the vectors are."""
    if settings.chroma_url:
        return ChromaVectorStore(url=settings.chroma_url)
    return ChromaVectorStore(folder=settings.data_dir / "index")


def load_library(settings: Settings) -> Library:
    """The documents that may be served today."""
    return read_library(library_dir(settings), settings.vetting, make_clock().now().date())


def build_index(progress: Progress | None = None) -> str:
    """Make the index match library and model; one sentence about what was done."""
    settings = settings_.load()
    check_room(settings.data_dir)
    state = ensure_index(load_library(settings), make_embedder(settings), make_store(settings), progress)
    done = "built" if state.rebuilt else "was current"
    return f"The index {done}: {state.entries} entries."


def index_is_current(settings: Settings, library: Library, state: tuple[str, str, int]) -> bool:
    """Whether the index that is in this state was made from this library with this model."""
    return state == wanted_state(library, make_embedder(settings).fingerprint)


def lint_library() -> tuple[str, ...]:
    """Every rule that the library breaks, one line each."""
    from assistant.retrieval.lint import lint  # noqa: PLC0415

    settings = settings_.load()
    return tuple(str(problem) for problem in lint(library_dir(settings), find_dosing))


def make_retriever(
    settings: Settings, library: Library, current: PassageSource, words: PassageWords, embedder: Embedder
) -> Retriever:
    """What finds passages; the index is made first when it is missing or of another library or model."""
    store = make_store(settings)
    if not settings.chroma_url and store.state() is None:
        check_room(settings.data_dir)
    ensure_index(library, embedder, store)
    return HybridRetriever(current, store, Bm25Index(words.entries, tokens), words)
