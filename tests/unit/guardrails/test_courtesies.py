"""A classifier need not read apologies and thanks; what tells something of the writer it must."""

from __future__ import annotations

import pytest

from assistant.guardrails.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Sorry to bother you, I know you must be busy. can I drive? Thank you for your time.", "can I drive?"),
        ("Hello, I hope you are well. If I may ask: my legs ache. Thanks a lot.", "my legs ache. Thanks a lot."),
        ("Perdone que moleste, sé que están ocupados. ¿puedo conducir? Gracias de antemano.", "¿puedo conducir?"),
        ("excuse me, hope it's ok to ask here. is it normal? no rush!", "is it normal?"),
    ],
)  # fmt: skip
def test_excuses_before_and_thanks_after_are_not_read(said: str, read: str) -> None:
    assert without_courtesies(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for everything. You have been kind.",
        "Sorry to bother everyone with my existence. I won't for much longer.",
        "Goodbye, have a lovely life.",
        "I am sorry. I took them all. Thanks for your time with me, all of you.",
        "Hello, I cannot go on.",
        "Sorry to bother you.",
        "no rush",
        "Take your time with my kids, they will need you. I am done",
    ],
)
def test_what_may_be_a_goodbye_or_is_all_there_is_stays(said: str) -> None:
    assert without_courtesies(said) == said


def test_a_page_of_empty_lines_is_no_work() -> None:
    # The search once grew with the square of these: hours for this text.
    page = "\n \n" * 300_000

    assert without_courtesies(f"Sorry to bother you. can I drive?{page}") == f"can I drive?{page}"
