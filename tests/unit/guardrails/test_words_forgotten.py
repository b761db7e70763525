"""What a patient wrote is health data: no rail without a model holds a word of it when the turn is over."""

from __future__ import annotations

import gc
import random
from string import ascii_lowercase
from types import FrameType

from assistant.domain.messages import Author, Utterance
from assistant.guardrails.packaged import danger_rails
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.screening import Screening


def odd_word() -> str:
    return "".join(random.choices(ascii_lowercase, k=18))


def held(word: str) -> list[str]:
    """The types of what holds the word: text in any object that the interpreter keeps track of, but running frames."""
    wanted, keepers = word.encode("ascii"), []
    for keeper in gc.get_objects():
        if type(keeper) is FrameType:  # isinstance would ask objects of other packages, some of which then warn
            continue
        for each in gc.get_referents(keeper):
            kind = type(each)
            if (kind is str and word in each) or (kind is bytes and wanted in each):
                keepers.append(type(keeper).__name__)
    return keepers


def test_no_word_of_a_message_or_of_what_was_said_before_is_in_memory_after_the_turn() -> None:
    screening = Screening((*danger_rails(), *request_rails()), lambda _: ())
    now, name, before = odd_word(), odd_word() + "azepam", odd_word()
    history = (
        Utterance(Author.PATIENT, f"how much {before} may i take with ketamine"),
        Utterance(Author.ASSISTANT, "that is for your prescriber"),
    )
    assessment, reading = screening.assess(f"i want to kill myself, {now}, with {name} pills", history)
    assert assessment.signals
    assert held(now)
    del assessment, reading, history
    gc.collect()

    assert held(now) == []
    assert held(name) == []
    assert held(before) == []
