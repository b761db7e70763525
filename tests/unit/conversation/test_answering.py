"""Retrieve, compose, check: what is answered, by whom, and when the assistant says that it does not know."""

from __future__ import annotations

import pytest

from assistant.conversation.answering import Answer, Answering
from assistant.domain.errors import IndexUnavailable
from assistant.domain.lookup import Lookup
from assistant.domain.replies import Draft, DraftSentence, Verdict
from assistant.guardrails.release import Release
from assistant.ports import Composer, OutputRail
from tests.fakes.scripted_answers import GOOD, LIBRARY, NOTHING, POOR, FixedRetriever, QuotingComposer
from tests.fakes.scripted_rails import ScriptedOutputRail


def answered(
    *composers: Composer,
    rails: tuple[OutputRail, ...] = (ScriptedOutputRail(),),
    retriever: FixedRetriever | None = None,
) -> Answer:
    found = retriever or FixedRetriever(GOOD)
    answering = Answering(
        lambda: found, lambda: composers or (QuotingComposer(),), Release(rails, 0.3), lambda: LIBRARY
    )
    return answering.answer(Lookup("Is it normal?", (1.0,), "en"), ())


def rejecting(composer: str) -> ScriptedOutputRail:
    """A rail that rejects one composer's drafts."""

    def check(draft: Draft) -> Verdict:
        mine = draft.composer == composer
        return Verdict("wording", passed=not mine, reasons=("no",) if mine else ())

    return ScriptedOutputRail("wording", check)


def test_the_first_composer_whose_draft_passes_answers() -> None:
    answer = answered(QuotingComposer("chat_model"), QuotingComposer())

    assert (answer.composer, answer.prompt_version) == ("chat_model", "chat_model.v1")


def test_a_composer_that_fails_passes_the_question_to_the_next() -> None:
    answer = answered(QuotingComposer("chat_model", error=TimeoutError()), QuotingComposer())

    assert (answer.composer, answer.broken) == ("extractive", "")


def test_a_rejected_draft_passes_the_question_to_the_next_composer() -> None:
    answer = answered(QuotingComposer("chat_model"), QuotingComposer(), rails=(rejecting("chat_model"),))

    assert answer.composer == "extractive"


def test_when_every_draft_is_rejected_the_answer_is_an_abstention() -> None:
    answer = answered(rails=(rejecting("extractive"),))

    assert (answer.text, answer.broken) == (None, "")
    assert answer.topics == ("Is it normal to feel raw?", "What helps me rest?")


def test_a_failed_chat_model_before_a_rejected_draft_is_not_what_broke() -> None:
    answer = answered(
        QuotingComposer("chat_model", error=TimeoutError()), QuotingComposer(), rails=(rejecting("extractive"),)
    )

    assert (answer.text, answer.broken) == (None, "")


def test_when_every_composer_fails_the_abstention_says_what_broke() -> None:
    assert answered(QuotingComposer(error=RuntimeError())).broken == "composer extractive"


@pytest.mark.parametrize("nonsense", [None, True, "passed", Verdict("other", passed=True)], ids=repr)
def test_an_output_rail_that_gives_no_verdict_is_named_as_broken(nonsense: object) -> None:
    answer = answered(rails=(ScriptedOutputRail("dosing", lambda _draft: nonsense),))

    assert (answer.text, answer.broken) == (None, "output rail dosing")


def test_without_good_passages_no_composer_is_asked() -> None:
    composer = QuotingComposer()

    assert answered(composer, retriever=FixedRetriever(POOR)).text is None
    assert composer.histories == []


def test_nothing_found_names_no_topics() -> None:
    assert answered(retriever=FixedRetriever(NOTHING)).topics == ()


def test_an_index_that_fails_is_not_hidden() -> None:
    with pytest.raises(IndexUnavailable):
        answered(retriever=FixedRetriever(error=IndexUnavailable("gone")))


def test_a_draft_without_sentences_is_not_shown() -> None:
    class Silent(QuotingComposer):
        def compose(self, *_arguments: object) -> Draft:
            return Draft((), "extractive", "extractive.v1")

    from assistant.guardrails.output_support import OutputSupportRail

    assert answered(Silent(), rails=(OutputSupportRail(LIBRARY, frozenset()),)).text is None


def test_a_sentence_of_no_passage_is_not_shown() -> None:
    class Inventive(QuotingComposer):
        def compose(self, *_arguments: object) -> Draft:
            return Draft((DraftSentence("You can drive home.", "raw#normal"),), "extractive", "extractive.v1")

    from assistant.guardrails.output_support import OutputSupportRail

    assert answered(Inventive(), rails=(OutputSupportRail(LIBRARY, frozenset()),)).text is None
