"""An excuse silences the hit that it speaks of, and no other one in the same message."""

from __future__ import annotations

import time

import pytest

from assistant.domain.risk import Concern, Tier
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.normalisation import normalise

ENTRY = LexiconEntry(
    "t.one",
    ("(?:he|she|they) (?:hits|hit) me(?: (?:[\\w,]+ ){0,6}(?:head|face))?", "^hit again"),
    concern=Concern.ABUSE,
    tier=Tier.ELEVATED,
    unless=("never HIT", "at boxing|years ago", "HIT (?:lol|haha)"),
    around=("in the ring",),
)
LEXICON = Lexicon.of((ENTRY,))


def found(text: str) -> list[str]:
    normal = normalise(text)
    return [normal.text[hit.start : hit.end] for hit in LEXICON.find(normal)]


@pytest.mark.parametrize(
    "text",
    [
        "she hits me at boxing, and he hits me",
        "she hits me at boxing but he hits me",
        "she hits me at boxing so he hits me",
        "he hits me, and she hits me at boxing",
        "he hits me but she hits me at boxing",
        "he hits me so she hit me years ago",
        "he hits me, but hit again at boxing",
        "he hits me. she hits me. That was in the ring",
        "they hit me in the ring. Then I ate. he hits me",
    ],
)
def test_an_excuse_for_one_hit_leaves_the_hit_in_the_other_clause(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "she hits me at boxing",
        "we go there to train, and she hits me at boxing",
        "it was at boxing, but she hits me",
        "she hits me, but that was years ago",
        "she hits me at boxing, and he hit me years ago",
        "she hits me. That was in the ring",
        "she hits me at boxing, he hits me and they hit me",
    ],
)
def test_an_excuse_whose_clause_has_no_hit_of_its_own_silences_the_hit_beside_it(text: str) -> None:
    assert found(text) == []


def test_an_excuse_between_two_hits_speaks_of_the_first() -> None:
    assert found("she hit me, but that was years ago, and he hits me") == ["he hits me"]


def test_a_hit_that_reaches_into_another_clause_is_also_read_without_it() -> None:
    assert found("he hits me, and then my head")
    assert found("he hits me, but she never hit me in the face") == ["he hits me"]
    assert found("she hits me at boxing, and he hits me in the face")


@pytest.mark.parametrize(
    "piece", ["she hits me at boxing, and ", "he hit me lol. ", "never he hits me so ", ", and but "]
)
def test_cost_grows_in_step_with_length_when_every_clause_is_excused(piece: str) -> None:
    def cost(length: int) -> float:
        normal = normalise((piece * length)[:length])
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            LEXICON.find(normal)
            best = min(best, time.process_time() - began)
        return best

    assert cost(64_000) < 30 * max(cost(8_000), 0.002)
