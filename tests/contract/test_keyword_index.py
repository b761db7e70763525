"""What every KeywordIndex promises."""

from __future__ import annotations

import pytest

from assistant.adapters.bm25_index import Bm25Index
from assistant.ports import KeywordIndex
from assistant.retrieval.words import tokens

TEXTS = {"car": "driving a car home", "tears": "crying and tears at night", "fog": "tired and foggy, no driving"}


@pytest.fixture
def index() -> KeywordIndex:
    return Bm25Index([(key, tokens(text)) for key, text in TEXTS.items()], tokens)


def test_the_text_with_the_rarest_shared_word_comes_first(index: KeywordIndex) -> None:
    found = index.best("can I drive my car", 5)

    assert [key for key, _ in found] == ["car", "fog"]
    assert found[0][1] > found[1][1] > 0


def test_a_question_without_known_words_finds_nothing(index: KeywordIndex) -> None:
    assert index.best("zebra", 5) == ()
    assert index.best("", 5) == ()
    assert index.best("is it and or", 5) == ()


def test_no_more_than_the_limit_comes_back(index: KeywordIndex) -> None:
    assert len(index.best("driving", 1)) == 1
    assert index.best("driving", 0) == ()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Bm25Index([], tokens).best("driving", 3) == ()
