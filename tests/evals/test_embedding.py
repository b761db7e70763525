"""What the embedding model learns from, and what is measured of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.adapters.model_files import find_model
from assistant.domain.library import Library
from assistant.retrieval.not_ours import not_ours
from evals.embedding.lessons import Lessons, held_out, lessons, own, unanswerable
from evals.embedding.measuring import found
from evals.embedding.network import EmbeddingNetwork
from evals.embedding.recipe import Tuning
from evals.embedding.tuning import tuned
from evals.retrieval.bench import library_of_today
from evals.training.batches import Tokens
from tests.fakes.hash_embedder import HashEmbedder


@pytest.fixture(scope="module")
def small() -> Library:
    """Two documents of the library, one of them Spanish."""
    whole = library_of_today()
    spanish = next(document for document in whole.documents if document.passages[0].language == "es")
    return replace(whole, documents=(whole.documents[0], spanish))


def _texts_of(found: Lessons, owner: int) -> set[str]:
    return {text for text, whose in zip(found.texts, found.owners, strict=True) if whose == owner}


def test_every_passage_owns_its_texts_and_ways_to_ask_and_nobody_owns_what_is_not_answered(small: Library) -> None:
    whole = lessons(small)

    for n, passage in enumerate(small.passages):
        assert {*own(passage), *passage.questions, *passage.asked} == _texts_of(whole, n)
    assert _texts_of(whole, len(small.passages)) == {*not_ours(), *unanswerable()}
    assert whole.groups == (*(passage.language for passage in small.passages), "")


def test_only_further_ways_to_ask_are_kept_back_and_none_is_learnt_as_well(small: Library) -> None:
    whole = lessons(small)

    learnt, back = held_out(whole, small, 0.5)

    asked = {text for passage in small.passages for text in passage.asked}
    assert back.texts
    assert set(back.texts) <= asked
    assert not set(back.texts) & set(learnt.texts)
    assert sorted((*learnt.texts, *back.texts)) == sorted(whole.texts)


def test_a_changed_text_or_owner_gives_another_digest(small: Library) -> None:
    whole = lessons(small)

    assert replace(whole, texts=(f"{whole.texts[0]}.", *whole.texts[1:])).digest() != whole.digest()
    assert replace(whole, owners=(1, *whole.owners[1:])).digest() != whole.digest()


def test_what_is_in_the_index_is_found_and_what_has_nothing_in_common_is_not() -> None:
    known = Lessons(("red apples", "blue boats", "green hills"), (0, 1, 2), ("en", "en", "en", ""))

    (right,) = found(HashEmbedder().embed, known, Lessons(("red apples", "blue boats"), (0, 1), known.groups), (1,))
    (wrong,) = found(HashEmbedder().embed, known, Lessons(("blue boats",), (0,), known.groups), (1,))

    assert (right.successes, right.n) == (2, 2)
    assert (wrong.successes, wrong.n) == (0, 1)


def test_a_passage_of_another_language_does_not_stand_before_the_right_one() -> None:
    known = Lessons(("red apples", "manzanas rojas"), (0, 1), ("en", "es", ""))

    (right,) = found(HashEmbedder().embed, known, Lessons(("red apples",), (1,), known.groups), (1,))

    assert right.successes == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_tuning_brings_texts_of_one_owner_together_and_repeats_itself() -> None:
    texts = ("the kettle sings", "my boat leaks", "steam in the kitchen", "water in the hull")
    learnt = Lessons(texts, (0, 1, 1, 0), ("en", "en", ""))  # against their meaning: something must be learnt
    recipe, files = (
        Tuning(epochs=12, batch=4, rate=1e-4, directions_rate=0.0, softness=0.0, changed_share=0.0),
        find_model(),
    )
    tokens = Tokens(files, recipe.tokens)

    def apart(network: EmbeddingNetwork) -> float:
        vectors = network.vectors(texts, tokens)
        near = vectors @ vectors.T
        return float(near[0, 3] + near[1, 2] - near[0, 2] - near[1, 3])

    once, again = (apart(tuned(files, learnt, recipe, lambda _: None)) for _ in range(2))

    assert once > apart(EmbeddingNetwork(files)) + 0.2
    assert once == again
