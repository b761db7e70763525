from __future__ import annotations

import pytest

from assistant.guardrails.follow_up import looked_up, names_another


@pytest.mark.parametrize(
    "text", ["and how long does that last?", "why?", "what about alcohol?", "is that normal?", "¿y eso por qué?"]
)
def test_a_short_follow_up_brings_the_question_before_it(text: str) -> None:
    assert looked_up(text, ("first", "Why am I foggy?")) == f"Why am I foggy? {text}"


@pytest.mark.parametrize(
    "text",
    [
        "What is KAP?",
        "what can you do?",
        "What is urge surfing?",
        "Can I drive the day after a session?",
        "",
        "and " + "word " * 30,
    ],
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


@pytest.mark.parametrize(
    "text",
    [
        "even at a clinic?",
        "should I tell them before Thursday or not?",
        "what if it makes me feel worse",
        "¿incluso en la clínica?",
        "how long for?",
        "who do I tell?",
    ],
)
def test_what_only_makes_sense_after_the_question_brings_it(text: str) -> None:
    assert looked_up(text, ("Is it addictive?",)) == f"Is it addictive? {text}"


def test_a_follow_up_of_a_follow_up_goes_back_to_the_question() -> None:
    earlier = ("What can I do about nightmares?", "and for how long?")

    assert looked_up("why?", earlier) == "What can I do about nightmares? why?"


def test_follow_ups_alone_go_back_to_the_first() -> None:
    assert looked_up("why?", ("and then?", "so?")) == "and then? why?"


@pytest.mark.parametrize("text", ["what about a bike?", "and trauma?", "y la ansiedad?", "what about OCD"])
def test_a_follow_up_may_name_something_else_to_ask_about(text: str) -> None:
    assert names_another(text)


@pytest.mark.parametrize(
    "text", ["even at a clinic?", "and if I hate it?", "why?", "and then?", "and why?", "how long?"]
)
def test_a_follow_up_that_names_nothing_is_not_looked_up_alone(text: str) -> None:
    assert not names_another(text)
