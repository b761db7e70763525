"""Wires the real retriever over the repository's library, for measuring it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.adapters.fitted_directions import FittedDirections
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.domain.library import Library, Vetting
from assistant.domain.reading import Vector
from assistant.ports import Embedder, VectorStore
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index
from assistant.retrieval.library import read_library
from assistant.retrieval.nearness import nearness_of
from assistant.retrieval.packaged_encoder import ENCODER
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.words import words_and_pairs

WORK = Path(tempfile.gettempdir()) / "kap-retrieval-eval"
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a measurement needs."""

    library: Library
    embedder: Embedder
    store: VectorStore
    keywords: Bm25Index
    words: PassageWords
    retriever: HybridRetriever

    def dense(self, vector: Vector) -> list[str]:
        """Passage ids by their nearest vector alone."""
        return list(nearness_of(self.store.nearest(vector, 100)).nearest)

    def by_words(self, text: str) -> list[str]:
        """Passage ids by the keyword index alone."""
        return [key for key, _ in self.keywords.best(text, 30)]


def library_of_today() -> Library:
    """What may be served of the repository's knowledge/ as of today."""
    return read_library(KNOWLEDGE, Vetting.SOURCE_CHECKED, datetime.now(UTC).date())


def wire(work: Path = WORK) -> Parts:
    """The parts over the repository's knowledge/ as of today, the index kept in `work` between runs."""
    library = library_of_today()
    words = PassageWords(library)
    embedder = PackagedEmbedder(ENCODER)
    store = ChromaVectorStore(work / "index")
    keywords = Bm25Index(words.entries, words_and_pairs)
    ensure_index(library, embedder, store, fit=FittedDirections())
    return Parts(library, embedder, store, keywords, words, HybridRetriever(library, store, keywords, words))
