from __future__ import annotations

import pytest

from assistant.guardrails.asking.tokens import sentences


def read(text: str) -> list[tuple[str, bool]]:
    return [(" ".join(word for word, _, _ in tokens), asked) for tokens, asked in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ... ? ", []),
        ("how much is it? i took 1.5 mg.", [("how much is it", True), ("i took 1.5 mg", False)]),
        ("canitakeketamine today", [("can i take ketamine today", False)]),
        ("forgetmenots", [("forgetmenots", False)]),
        ("can u tke it", [("can you take it", False)]),
        ("in a k hole", [("in a k hole", False)]),
        ("word,word!not\nnew", [("word , word not new", False)]),
        ("naïve ٣ 100%", [("na ï ve ٣ 100 %", False)]),
    ],
)
def test_a_text_is_taken_apart_into_sentences_of_words(text: str, expected: list[tuple[str, bool]]) -> None:
    assert read(text) == expected


def test_every_word_says_where_it_stands() -> None:
    text = "howmuchketamine, doctor? tomorrow unheardof 5mg"
    places = [(text[start:end], word) for tokens, _ in sentences(text) for word, start, end in tokens]

    assert [found for found, word in places] == [word for found, word in places]


def test_a_sentence_without_an_end_is_cut() -> None:
    assert [len(tokens) for tokens, _ in sentences("word " * 200)] == [80, 80, 40]
    assert [len(tokens) for tokens, _ in sentences("wordless, " * 100)] == [80, 80, 40]
