"""The library, its index and what finds passages in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant import settings as settings_
from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.adapters.disk import check_room
from assistant.adapters.fitted_directions import FittedDirections
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.bootstrap.keeping import make_clock, make_records
from assistant.bootstrap.places import library_dirs
from assistant.domain.library import Library, Vetting
from assistant.domain.once import Once
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.output_wording import wording_faults
from assistant.ports import Clock, Embedder, LibraryRecords, Records, Retriever
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index, wanted_state
from assistant.retrieval.library import LibraryFile, indexed_library, read_documents, read_files
from assistant.retrieval.packaged_encoder import ENCODER
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.vetting import VettingDesk
from assistant.retrieval.words import words_and_pairs
from assistant.settings import Settings

Progress = Callable[[int, int], None]


def make_embedder(settings: Settings) -> PackagedEmbedder | LocalEmbedder:
    """The embedding model, the packaged one or that of the settings' folder; opened at its first use."""
    path = settings.embedding_model
    return LocalEmbedder(settings.data_dir / "models", str(path)) if path else PackagedEmbedder(ENCODER)


def make_store(settings: Settings) -> ChromaVectorStore:
    """Where the vectors are."""
    if settings.chroma_url:
        return ChromaVectorStore(url=settings.chroma_url)
    return ChromaVectorStore(folder=settings.data_dir / "index")


def make_shelf(settings: Settings, clock: Clock, records: Callable[[], LibraryRecords]) -> tuple[Shelf, VettingDesk]:
    """The documents as they may be served, and the desk where they are vetted."""
    files = read_files(*library_dirs(settings))
    shelf = Shelf(tuple(file.document for file in files), settings.vetting, clock, records)
    return shelf, VettingDesk(files, shelf, records, clock, _broken_rules(clock))


def _broken_rules(clock: Clock) -> Callable[[LibraryFile], tuple[str, ...]]:
    from assistant.retrieval.document_lint import lint_document  # noqa: PLC0415

    def broken(file: LibraryFile) -> tuple[str, ...]:
        found = lint_document(file.document, file.path, clock.now().date(), find_dosing, wording_faults)
        return tuple(f"{problem.rule}: {problem.message}." for problem in found)

    return broken


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """The library with its records and nothing of the conversation, for commands that only vet."""

    desk: VettingDesk
    shelf: Shelf
    records: Callable[[], Records]
    clock: Clock
    requires: Vetting

    @property
    def library(self) -> Library:
        """The documents that may be served now."""
        return self.shelf.library()


def open_library(settings: Settings | None = None) -> OpenLibrary:
    """The library of the settings; the database opens when it is first asked."""
    chosen = settings or settings_.load()
    clock, records = make_clock(), Once(lambda: make_records(chosen))
    shelf, desk = make_shelf(chosen, clock, records)
    return OpenLibrary(desk, shelf, records, clock, chosen.vetting)


def load_library(settings: Settings) -> Library:
    """The documents that may be served today."""
    return open_library(settings).library


def build_index(progress: Progress | None = None) -> str:
    """Make the index match library and model; one sentence about what was done."""
    settings = settings_.load()
    check_room(settings.data_dir)
    indexed = indexed_library(read_documents(*library_dirs(settings)))
    state = ensure_index(indexed, make_embedder(settings), make_store(settings), progress, fit=FittedDirections())
    done = "built" if state.rebuilt else "was current"
    return f"The index {done}: {state.entries} entries."


def index_is_current(settings: Settings, state: tuple[str, str, int]) -> bool:
    """Whether the index that is in this state was made from the documents as they are, with this model."""
    indexed = indexed_library(read_documents(*library_dirs(settings)))
    return state == wanted_state(indexed, make_embedder(settings).fingerprint, FittedDirections())


def lint_library() -> tuple[str, ...]:
    """Every rule that the library and the clinic's own documents break, one line each."""
    from assistant.retrieval.lint import lint  # noqa: PLC0415

    folder, own = library_dirs(settings_.load())
    return tuple(str(problem) for problem in lint(folder, find_dosing, own=(own,), find_faults=wording_faults))


def make_retriever(settings: Settings, shelf: Shelf, words: PassageWords, embedder: Embedder) -> Retriever:
    """What finds passages; the index is made first when it is missing or of another library or model."""
    store = make_store(settings)
    if not settings.chroma_url and store.state() is None:
        check_room(settings.data_dir)
    ensure_index(shelf.indexed, embedder, store, fit=FittedDirections(), shared=bool(settings.chroma_url))
    folder = settings.reranker_model
    reranker = CrossEncoderReranker(folder) if folder else None
    return HybridRetriever(shelf, store, Bm25Index(words.entries, words_and_pairs), words, reranker=reranker)
