import pytest

from assistant.domain.errors import IndexUnavailable
from assistant.domain.library import Library
from assistant.retrieval.indexing import NOT_OURS, ensure_index, owner_of, wanted_state
from assistant.retrieval.not_ours import not_ours
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_vector_store import MemoryVectorStore


def test_the_index_is_built_once_and_then_left_alone(library: Library) -> None:
    embedder, store = HashEmbedder(), MemoryVectorStore()
    first = ensure_index(library, embedder, store)
    embedder.calls.clear()

    second = ensure_index(library, embedder, store)

    assert (first.rebuilt, second.rebuilt, store.rebuilt) == (True, False, 1)
    assert embedder.calls == []


def test_another_model_or_another_text_means_another_index(library: Library) -> None:
    store = MemoryVectorStore()
    ensure_index(library, HashEmbedder(), store)

    by_other_model = ensure_index(library, HashEmbedder("other"), store)
    of_other_text = ensure_index(Library("x", library.documents[:1]), HashEmbedder("other"), store)

    assert by_other_model.rebuilt
    assert of_other_text.rebuilt


def test_every_passage_is_found_by_its_title_its_questions_and_their_mean(library: Library) -> None:
    embedder, store = HashEmbedder(), MemoryVectorStore()
    state = ensure_index(library, embedder, store)

    for passage in library.passages:
        for text in (passage.title, *passage.questions):
            ((key, cosine),) = store.nearest(embedder.embed([text])[0], 1)
            assert owner_of(key)[0] == passage.id
            assert cosine > 0.99
    means = [key for key, _ in store.nearest(embedder.embed(["x"])[0], state.entries) if owner_of(key)[1]]
    assert len(means) == len(library.passages)


def test_questions_that_are_not_the_librarys_are_indexed_as_such(library: Library) -> None:
    embedder, store = HashEmbedder(), MemoryVectorStore()
    ensure_index(library, embedder, store)

    ((key, _),) = store.nearest(embedder.embed([not_ours()[0]])[0], 1)

    assert owner_of(key) == (NOT_OURS, False)


def test_progress_ends_at_the_total(library: Library) -> None:
    told: list[tuple[int, int]] = []

    ensure_index(library, HashEmbedder(), MemoryVectorStore(), lambda done, total: told.append((done, total)))

    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


def test_the_wanted_state_is_what_building_leaves_behind(library: Library) -> None:
    store = MemoryVectorStore()

    ensure_index(library, HashEmbedder(), store)

    assert store.state() == wanted_state(library, "hash")


def test_a_shared_index_of_another_model_is_refused_with_what_to_do(library: Library) -> None:
    store = MemoryVectorStore()
    ensure_index(library, HashEmbedder("one"), store, shared=True)

    with pytest.raises(IndexUnavailable, match=r"KAP_EMBEDDING_MODEL.*kap library build"):
        ensure_index(library, HashEmbedder("two"), store, shared=True)
    assert ensure_index(library, HashEmbedder("two"), store).rebuilt
