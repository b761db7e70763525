from collections.abc import Sequence

import pytest

from assistant.domain.errors import IndexUnavailable
from assistant.domain.library import Library
from assistant.domain.reading import Vector
from assistant.retrieval.indexing import DIRECTION, NOT_OURS, ensure_index, owner_of, wanted_state
from assistant.retrieval.not_ours import not_ours
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_vector_store import MemoryVectorStore


class StatedFit:
    """A DirectionFit that takes the first vector of each, and remembers what it was given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.owners: list[int] = []
        self.groups: list[str] = []

    def fit(self, vectors: Sequence[Vector], owners: Sequence[int], groups: Sequence[str]) -> tuple[Vector, ...]:
        """One direction of length 1 for each of `groups`, in order."""
        self.owners, self.groups = list(owners), list(groups)
        return tuple(vectors[self.owners.index(place)] for place in range(len(groups)))

    def apart(self, ours: Sequence[Vector], others: Sequence[Vector]) -> Vector:
        """The first of ours."""
        assert others
        return ours[0]


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


def test_every_passage_is_found_by_its_title_and_its_questions_and_has_a_direction(library: Library) -> None:
    embedder, store = HashEmbedder(), MemoryVectorStore()
    ensure_index(library, embedder, store)

    for passage in library.passages:
        for text in (passage.title, *passage.questions):
            ((key, cosine),) = store.nearest(embedder.embed([text])[0], 1)
            assert owner_of(key)[0] == passage.id
            assert cosine > 0.99
    directions = [key for key, _ in store.ending(embedder.embed(["x"])[0], DIRECTION)]
    assert [owner_of(key) for key in directions] == [(p.id, True) for p in library.passages] + [(NOT_OURS, True)]


def test_one_direction_leads_from_what_is_not_the_librarys_to_what_is(library: Library) -> None:
    embedder, store = HashEmbedder(), MemoryVectorStore()
    ensure_index(library, embedder, store)
    asked = [question for passage in library.passages for question in passage.questions]

    def towards(text: str) -> float:
        return dict(store.ending(embedder.embed([text])[0], f"{NOT_OURS}{DIRECTION}"))[f"{NOT_OURS}{DIRECTION}"]

    assert min(towards(text) for text in asked) > max(
        towards(text) for text in ("write a poem", "which bus goes there")
    )


def test_directions_are_fitted_to_the_vectors_of_their_passages_and_of_nothing_else(library: Library) -> None:
    fit = StatedFit("one")

    ensure_index(library, HashEmbedder(), MemoryVectorStore(), fit=fit)

    assert set(fit.owners) == set(range(len(library.passages)))
    assert fit.groups == [passage.language for passage in library.passages]


def test_another_fit_means_another_index_and_the_same_fit_the_same(library: Library) -> None:
    store = MemoryVectorStore()
    ensure_index(library, HashEmbedder(), store)

    assert ensure_index(library, HashEmbedder(), store, fit=StatedFit("one")).rebuilt
    assert not ensure_index(library, HashEmbedder(), store, fit=StatedFit("one")).rebuilt
    assert ensure_index(library, HashEmbedder(), store, fit=StatedFit("two")).rebuilt
    assert store.state() == wanted_state(library, "hash", StatedFit("two"))


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
