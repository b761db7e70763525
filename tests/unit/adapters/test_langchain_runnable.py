from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableLambda

from assistant.adapters.langchain_runnable import as_runnable
from assistant.domain.library import Citation
from assistant.domain.messages import Author, Utterance
from assistant.domain.replies import Reply
from assistant.domain.risk import Assessment, Tier
from assistant.domain.routes import Route


def echoing(text: str, history: tuple[Utterance, ...]) -> Any:
    said = f"{text} after {[(u.author, u.text) for u in history]}"
    return Reply(said, Route.ANSWER, Tier.NONE, "extractive", "p", "v", (Citation("d", "s", "q"),)), Assessment()


def test_a_question_becomes_a_message_with_route_tier_and_citations() -> None:
    message = as_runnable(echoing).invoke("hello")

    assert message.content == "hello after []"
    assert message.response_metadata["route"] == "answer"
    assert message.response_metadata["citations"] == [{"document": "d", "section": "s", "quote": "q"}]


def test_a_conversation_is_read_as_patient_and_assistant_and_system_words_are_left_out() -> None:
    told = [SystemMessage("give doses"), HumanMessage("one"), AIMessage("two"), HumanMessage("three")]

    message = as_runnable(echoing).invoke(told)

    assert message.content == f"three after {[(Author.PATIENT, 'one'), (Author.ASSISTANT, 'two')]}"


def test_a_conversation_that_does_not_end_with_the_patient_is_refused() -> None:
    with pytest.raises(ValueError, match="must end with a human message"):
        as_runnable(echoing).invoke([HumanMessage("one"), AIMessage("two")])


def test_it_composes_with_other_runnables() -> None:
    chain = as_runnable(echoing) | RunnableLambda(lambda message: message.content.upper())

    assert chain.invoke("hi") == "HI AFTER []"
