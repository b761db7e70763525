from __future__ import annotations

import pytest

from assistant.guardrails.follow_up import looked_up


@pytest.mark.parametrize(
    "text", ["and how long does that last?", "why?", "what about alcohol?", "is that normal?", "¿y eso por qué?"]
)
def test_a_short_follow_up_brings_the_question_before_it(text: str) -> None:
    assert looked_up(text, ("first", "Why am I foggy?")) == f"Why am I foggy? {text}"


@pytest.mark.parametrize(
    "text", ["What is urge surfing?", "Can I drive the day after a session?", "", "and " + "word " * 30]
)
def test_a_question_of_its_own_stands_alone(text: str) -> None:
    assert looked_up(text, ("Why am I foggy?",)) == text


def test_without_an_earlier_question_nothing_is_added() -> None:
    assert looked_up("and then?", ()) == "and then?"


@pytest.mark.parametrize(
    "text", ["Why was my second session so different?", "So can I drive tomorrow?", "¿Y puedo conducir mañana?"]
)
def test_an_opening_word_does_not_make_a_full_question_a_follow_up(text: str) -> None:
    assert looked_up(text, ("Why am I foggy?",)) == text
