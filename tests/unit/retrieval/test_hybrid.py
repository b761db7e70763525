from collections.abc import Sequence

import pytest

from assistant.adapters.bm25_index import Bm25Index
from assistant.domain.errors import IndexUnavailable
from assistant.domain.library import Library, Passage, Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.phases import Phase
from assistant.ports import Embedder, PassageSource
from assistant.retrieval.abstention import Abstention, Evidence
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index
from assistant.retrieval.parts import parts_of
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.words import words_and_pairs
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_vector_store import MemoryVectorStore
from tests.fakes.word_reranker import WordReranker


def lookup(embedder: Embedder, question: str, language: str, phase: Phase | None = None) -> Lookup:
    """The question as a turn looks it up."""
    parts = parts_of(question)
    found = tuple(zip(parts, embedder.embed(parts), strict=True)) if len(parts) > 1 else ()
    return Lookup(question, embedder.embed([question])[0], language, found, phase)


class Asked:
    """The retriever over the small library, asked in words."""

    def __init__(self, library: Library, passages: PassageSource | None = None) -> None:
        self.embedder, self.store, words = HashEmbedder(), MemoryVectorStore(), PassageWords(library)
        ensure_index(library, self.embedder, self.store)
        index = Bm25Index(words.entries, words_and_pairs)
        self.retriever = HybridRetriever(passages or library, self.store, index, words)

    def __call__(self, question: str, language: str = "en", phase: Phase | None = None) -> Retrieved:
        return self.retriever.retrieve(lookup(self.embedder, question, language, phase))


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("can i take my car after the session", "driving#driving-same-day"),
        ("am I normal if I am weepy", "after-effects#tearful"),
        ("so tierd and fogy", "after-effects#tired"),
    ],
)
def test_the_passage_that_answers_comes_first(library: Library, question: str, passage: str) -> None:
    assert Asked(library)(question).hits[0].passage.id == passage


def test_a_question_in_spanish_gets_the_spanish_passage(library: Library) -> None:
    found = Asked(library)("es normal llorar despues de la sesion", "es")

    assert found.hits[0].passage.id == "llanto-es#llorar"
    assert {hit.passage.language for hit in found.hits[1:]} <= {"en"}


def test_an_english_passage_never_answers_a_spanish_question(library: Library) -> None:
    english = Library("en", tuple(d for d in library.documents if d.language == "en"))

    assert not Asked(english)("can i take my car after the session", "es").good_enough


def test_a_question_like_those_that_are_not_the_librarys_is_not_answered(library: Library) -> None:
    found = Asked(library)("write a poem or a song")

    assert not found.good_enough
    assert found.confidence < 0.5


def test_a_question_that_the_library_asks_itself_is_answered(library: Library) -> None:
    found = Asked(library)("is it normal to feel raw and weepy")

    assert found.good_enough


def test_hits_are_ordered_by_score_and_none_comes_twice(library: Library) -> None:
    hits = Asked(library)("tired after driving home from the session").hits

    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.passage.id for h in hits}) == len(hits)


def test_the_second_part_of_a_question_keeps_a_place(library: Library) -> None:
    found = Asked(library)("is it normal to feel raw and weepy, and can i take my car after the session?")

    assert found.for_parts == ("after-effects#tearful", "driving#driving-same-day")
    assert [hit.passage.id for hit in found.hits[:2]] == list(found.for_parts)


def test_a_question_that_is_nearly_a_known_way_to_ask_is_answered_whatever_else_speaks_against_it() -> None:
    judge = Abstention()

    assert judge.good_enough(judge.confidence(Evidence(0.9, 0.4, 1.0, 0.34, 0.0, 1.0, 0.1)))
    assert not judge.good_enough(judge.confidence(Evidence(0.9, 0.4, 1.0, 0.85, 0.0, 1.0, 0.1)))


def test_one_passage_that_answers_both_parts_stays_alone(library: Library) -> None:
    found = Asked(library)("can i take my car after the session and can I drive my car after the session?")

    assert found.for_parts == ()
    assert found.hits[0].passage.id == "driving#driving-same-day"


def test_a_part_that_means_something_else_out_of_its_sentence_does_not_lead(library: Library) -> None:
    asked = Asked(library)
    whole, part = "is it normal to feel raw and weepy", "can i take my car after the session"
    (of_whole, of_part) = asked.embedder.embed([whole, part])
    found = asked.retriever.retrieve(Lookup(whole, of_whole, "en", ((part, of_part),)))

    assert found.hits[0].passage.id == "after-effects#tearful"
    assert found.for_parts == ()


def test_passages_of_the_patients_phase_rank_higher_and_none_is_left_out(library: Library) -> None:
    plain = Asked(library)("tired after driving home from the session")
    phases = {Phase(p.phase) for h in plain.hits if (p := h.passage).phase in {known.value for known in Phase}}

    for phase in phases:
        found = Asked(library)("tired after driving home from the session", phase=phase)
        before = [h.passage.id for h in plain.hits]
        for rank, hit in enumerate(found.hits):
            if hit.passage.phase == phase.value and hit.passage.id in before:
                assert rank <= before.index(hit.passage.id)
        assert {h.passage.id for h in found.hits} == set(before)
    assert phases


def test_a_passage_that_may_not_be_served_is_not_found(library: Library) -> None:
    class WithoutDriving:
        def passage(self, passage_id: str) -> Passage | None:
            return None if passage_id.startswith("driving") else library.passage(passage_id)

    found = Asked(library, WithoutDriving())("can i take my car after the session")

    assert all(hit.passage.document_id != "driving" for hit in found.hits)


def test_without_an_index_the_retriever_says_so(library: Library) -> None:
    words = PassageWords(library)
    retriever = HybridRetriever(library, MemoryVectorStore(), Bm25Index(words.entries, words_and_pairs), words)

    with pytest.raises(IndexUnavailable):
        retriever.retrieve(Lookup("can I drive", (1.0,), "en"))


class Backwards(WordReranker):
    """Likes best what came last."""

    def scores(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        return tuple(float(rank) for rank in range(len(super().scores(question, texts))))


def test_a_reranker_orders_what_was_found_and_a_broken_one_changes_nothing(library: Library) -> None:
    asked, reranker, question = Asked(library), Backwards(), "tired after driving home from the session"
    plain = [hit.passage.id for hit in asked(question).hits]
    words = PassageWords(library)
    index = Bm25Index(words.entries, words_and_pairs)
    asked.retriever = HybridRetriever(library, asked.store, index, words, reranker=reranker)
    turned = [hit.passage.id for hit in asked(question).hits if hit.passage.language == "en"]
    reranker.broken = True

    assert turned[0] != plain[0]
    assert [hit.passage.id for hit in asked(question).hits] == plain


def test_an_empty_library_finds_nothing_and_abstains() -> None:
    found = Asked(Library("empty", ()))("can I drive")

    assert (found.hits, found.good_enough) == ((), False)


@pytest.mark.parametrize("question", ["", " ", "🙂🙂", "x" * 20000, "?!.,;", "\u202eevird I nac"])
def test_odd_questions_break_nothing(library: Library, question: str) -> None:
    assert len(Asked(library)(question).hits) <= 6


def test_confidence_rises_with_nearness_and_falls_with_what_is_not_ours() -> None:
    judge = Abstention()
    middling = judge.confidence(Evidence(0.5, 0.2, 0.4, 0.55, 0.0, 0.1, -0.1))

    assert judge.confidence(Evidence(0.9, 0.7, 1.0, 0.2, 0.0, 0.0, 0.1)) >= 0.95 > middling
    assert judge.confidence(Evidence(0.5, 0.2, 0.4, 0.65, 0.0, 0.1, -0.1)) < middling
    assert judge.confidence(Evidence(0.5, 0.2, 0.4, 0.55, 0.5, 0.1, -0.1)) < middling
    assert judge.confidence(Evidence(0.5, 0.2, 0.4, 0.55, 0.0, 0.5, -0.1)) < middling
    assert judge.confidence(Evidence(0.5, 0.2, 0.4, 0.55, 0.0, 0.1, -0.3)) < middling
