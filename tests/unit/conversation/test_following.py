"""Follow-ups after an answer: something new, or an honest end, and never the same passage again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.conversation.answering import Answer, Answering
from assistant.conversation.following import _whom, follow_up
from assistant.domain.library import Hit, Passage, Retrieved, Sentence
from assistant.domain.lookup import Lookup
from assistant.domain.messages import Author, Utterance
from assistant.guardrails.release import Release
from evals.data.shelf import passages
from tests.fakes.scripted_answers import GOOD, LIBRARY, RAW, REST, QuotingComposer
from tests.fakes.scripted_rails import ScriptedOutputRail

ASKED = "Is it normal to feel raw?"


class ByWords:
    """Retriever that finds passages by the words looked up, and RAW for every other words."""

    def __init__(self, **found: Retrieved) -> None:
        self.found = found

    def retrieve(self, lookup: Lookup) -> Retrieved:
        """What belongs to these words."""
        return self.found.get(lookup.text.replace(" ", "_"), GOOD)


def _only(passage: Passage, *, good_enough: bool = True) -> Retrieved:
    return Retrieved((Hit(passage, 1.0),), 0.9, good_enough=good_enough)


def _said(*lines: str) -> tuple[Utterance, ...]:
    authors = (Author.PATIENT, Author.ASSISTANT)
    return tuple(Utterance(authors[place % 2], line) for place, line in enumerate(lines))


def _asked_on(words: str, history: tuple[Utterance, ...], retriever: ByWords) -> Answer:
    answering = Answering(
        lambda: retriever, lambda: (QuotingComposer(),), Release((ScriptedOutputRail(),), 0.3), lambda: LIBRARY
    )
    return answering.answer(Lookup(f"{ASKED} {words}", (1.0,), "en", alone=(words, (1.0,))), history)


def test_a_follow_up_that_finds_only_what_was_said_is_told_that_this_is_all() -> None:
    answer = _asked_on("really", _said(ASKED, RAW.text), ByWords(really=_only(RAW)))

    assert (answer.text, answer.told_all, answer.broken) == (None, True, "")


def test_after_the_honest_end_the_passage_does_not_come_back() -> None:
    history = _said(ASKED, RAW.text, "really", "That is all I have on this.")

    assert _asked_on("for sure", history, ByWords()).told_all


def test_a_follow_up_gets_what_its_own_words_find_on_the_same_topic() -> None:
    answer = _asked_on("can I drink water", _said(ASKED, RAW.text), ByWords(can_I_drink_water=_only(REST)))

    assert answer.text is not None
    assert [citation.passage_id for citation in answer.citations] == [REST.id]


@pytest.mark.parametrize(
    "found",
    [_only(replace(REST, topic="another")), _only(REST, good_enough=False)],
)
def test_a_passage_on_something_else_or_a_poor_one_is_no_answer_to_a_follow_up(found: Retrieved) -> None:
    assert _asked_on("can I drink water", _said(ASKED, RAW.text), ByWords(can_I_drink_water=found)).told_all


def test_a_passage_that_shares_no_word_with_the_follow_up_is_no_answer_to_it() -> None:
    assert _asked_on("for how long", _said(ASKED, RAW.text), ByWords(for_how_long=_only(REST))).told_all


def test_a_question_of_its_own_is_answered_although_the_answer_was_just_given() -> None:
    answering = Answering(ByWords, lambda: (QuotingComposer(),), Release((ScriptedOutputRail(),), 0.3), lambda: LIBRARY)

    answer = answering.answer(Lookup(f"{ASKED} I do", (1.0,), "en"), _said(ASKED, RAW.text))

    assert answer.text is not None


def test_what_the_passage_says_of_the_new_word_is_given_once() -> None:
    first = follow_up(f"{ASKED} does it fade", _said(ASKED, RAW.text))
    again = follow_up(f"{ASKED} fade?", _said(ASKED, RAW.text, "does it fade", REST.sentences[1].text))
    fading = replace(RAW, sentences=(RAW.sentences[0], replace(RAW.sentences[1], text="Most rawness fades in days.")))

    assert first is not None
    assert again is not None
    assert [sentence.text for sentence in first.part_of(fading)] == ["Most rawness fades in days."]
    assert again.part_of(replace(fading, sentences=(RAW.sentences[0], REST.sentences[1]))) == ()


def test_a_question_that_was_not_asked_before_follows_nothing() -> None:
    assert follow_up("How long is a session?", _said(ASKED, RAW.text)) is None


BREATH = replace(
    RAW,
    sentences=tuple(
        Sentence(text)
        for text in (
            "Breathe in gently and out slowly.",
            "Go on for about a minute, and then see how you feel.",
            "Small trials suggest that slow breathing can help.",
            "They lasted a week.",
            "Stop if you feel dizzy.",
        )
    ),
)


@pytest.mark.parametrize(("words", "place"), [("for how long", 1), ("does it really work", 2), ("¿cuánto tiempo?", 1)])
def test_how_long_and_whether_it_works_are_told_by_the_sentences_that_say_so(words: str, place: int) -> None:
    asked = follow_up(f"{ASKED} {words}", _said(ASKED, BREATH.text))

    assert asked is not None
    assert asked.part_of(BREATH) == (BREATH.sentences[place],)


def test_a_passage_that_names_no_while_has_no_part_for_how_long() -> None:
    asked = follow_up(f"{ASKED} for how long", _said(ASKED, REST.text))

    assert asked is not None
    assert asked.part_of(REST) == ()


def test_the_same_question_asked_again_is_no_follow_up() -> None:
    assert follow_up(f"{ASKED} {ASKED}", _said(ASKED, RAW.text)) is None


def test_of_no_passage_in_the_library_an_urgent_sentence_is_left_out_when_danger_is_asked_about() -> None:
    urgent = ("urgent care", "medical advice now", "emergency number", "urgencias")
    left_out = [
        sentence.text
        for passage in passages().values()
        for sentence in passage.sentences[1:]
        if any(word in sentence.text for word in urgent) and sentence not in _whom(passage)
    ]

    assert left_out == []
