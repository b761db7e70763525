from __future__ import annotations

from assistant.guardrails.usual_words import FILE, USUAL_WORDS


def test_the_usual_words_are_plain_words_in_order_each_once() -> None:
    words = FILE.read_text(encoding="ascii").split()

    assert words == sorted(USUAL_WORDS)
    assert all(word.isalpha() and word.islower() for word in words)
    assert {"because", "porque", "the"} <= USUAL_WORDS
