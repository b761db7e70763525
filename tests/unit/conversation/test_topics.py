"""An abstention names topics only when they are about what was asked."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.library import Retrieved
from tests.fakes.scripted_answers import GOOD, FixedRetriever
from tests.fakes.stage import Stage


def weak(confidence: float) -> Retrieved:
    """Passages that are not good enough."""
    return replace(GOOD, confidence=confidence, good_enough=False)


def test_near_topics_are_offered_and_far_ones_are_not() -> None:
    title = GOOD.hits[0].passage.title
    near = Stage(retriever=FixedRetriever(weak(0.5))).judging.judge("Is it normal?").proposal.reply
    far = Stage(retriever=FixedRetriever(weak(0.05))).judging.judge("Is it normal?").proposal.reply

    assert title in near.text
    assert title not in far.text
    assert (near.offers, far.offers) == (("ask_team",), ("ask_team",))
