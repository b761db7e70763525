"""A refusal gives what the library can say for safety instead, word for word and cited."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import bootstrap
from assistant.conversation.answering import Answering
from assistant.conversation.safety_passages import Excerpt, excerpt_below, excerpts
from assistant.domain.library import Vetting
from assistant.domain.replies import Verdict
from assistant.guardrails.output_dosing import OutputDosingRail
from assistant.guardrails.output_wording import OutputWordingRail
from assistant.guardrails.release import Release
from assistant.guardrails.request_rails import request_rails
from assistant.ports import OutputRail
from assistant.retrieval.library import read_library
from tests.fakes.scripted_answers import FixedRetriever, QuotingComposer
from tests.fakes.scripted_rails import ScriptedOutputRail
from tests.fakes.stage import Stage

SHIPPED = read_library(bootstrap.share("knowledge"), Vetting.SOURCE_CHECKED, date(2026, 12, 1))


def answering(*rails: OutputRail) -> Answering:
    release = Release(rails or (OutputDosingRail(), OutputWordingRail()), 60.0)
    return Answering(FixedRetriever, lambda: (QuotingComposer(),), release, lambda: SHIPPED)


@pytest.mark.parametrize("excerpt", excerpts(), ids=lambda excerpt: excerpt.passage_id)
def test_the_library_holds_every_excerpt_and_it_passes_the_rails(excerpt: Excerpt) -> None:
    quoted = answering().quoted(excerpt)
    passage = SHIPPED.passage(excerpt.passage_id)

    assert quoted is not None
    assert passage is not None
    assert [citation.passage_id for citation in quoted[1]] == [excerpt.passage_id]
    assert all(citation.quote in passage.text for citation in quoted[1])


def test_a_passage_that_is_not_served_is_left_out() -> None:
    assert answering().quoted(Excerpt("nowhere#nothing", 0, 1)) is None


def test_an_excerpt_that_a_rail_rejects_is_left_out() -> None:
    rejecting = ScriptedOutputRail(misbehave=lambda _draft: Verdict("support", passed=False, reasons=("no",)))

    assert answering(rejecting).quoted(excerpts()[0]) is None


def test_the_most_specific_key_decides_and_a_refusal_may_stand_alone() -> None:
    specific = excerpt_below(("mixing-alcohol", "mixing"), "en")

    assert specific is not None
    assert specific.passage_id.startswith("alcohol-and-cannabis")
    assert excerpt_below(("dosing",), "en") is None
    assert excerpt_below(("mixing",), "other") is None


@pytest.mark.parametrize("text", ["Can I have a glass of wine tonight?", "Where can I buy ketamine?"])
def test_a_library_without_the_passage_still_refuses(text: str) -> None:
    reply = Stage(rails=request_rails(), time_limit_s=60.0).say(text).reply

    assert reply.route.is_refusal
    assert reply.citations == ()
