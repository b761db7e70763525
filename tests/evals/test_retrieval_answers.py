"""A sample of the citation test: every quote stands exactly so in the passage it cites, in the library as it ships."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from assistant.adapters.bm25_index import Bm25Index
from assistant.domain.library import Vetting
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index
from assistant.retrieval.library import read_library
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.words import words_and_pairs
from evals.bench.scale import measure
from evals.retrieval.answers import compose_all, unfaithful
from evals.retrieval.bench import KNOWLEDGE, Parts
from evals.retrieval.citations import sampled
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_vector_store import MemoryVectorStore


def small_parts() -> Parts:
    """The shipped library with a tenth of its documents, searched without a model."""
    library = read_library(KNOWLEDGE, Vetting.SOURCE_CHECKED, date(2026, 12, 1))
    kept = random.Random(1).sample(library.documents, 10)
    small = type(library)(library.version, tuple(kept))
    embedder, store, words = HashEmbedder(), MemoryVectorStore(), PassageWords(small)
    ensure_index(small, embedder, store)
    keywords = Bm25Index(words.entries, words_and_pairs)
    return Parts(small, embedder, store, keywords, words, HybridRetriever(small, store, keywords, words))


def test_every_quote_of_a_sample_of_answers_stands_in_its_passage_word_for_word() -> None:
    parts = small_parts()
    answers = sampled(parts, 40)

    assert len(answers) > 20
    assert any(len(answer.citations) > 1 for answer in answers)
    assert unfaithful(answers, parts.library) == ()
    assert unfaithful(answers, type(parts.library)("none", ())) == tuple(a.found.question.id for a in answers)


def test_nothing_is_composed_where_nothing_is_good_enough() -> None:
    assert compose_all(small_parts(), ()) == ()


def test_the_measurement_of_sizes_finds_what_it_put_in(tmp_path: Path) -> None:
    grown = measure(50, tmp_path / "index")

    assert grown.passages == 50
    assert 0 < grown.meaning_p50 <= grown.meaning_p95
    assert grown.on_disk_mb > 0
