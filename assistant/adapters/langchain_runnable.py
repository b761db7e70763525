"""The assistant as a LangChain Runnable: its rails go with it wherever it is composed, served or traced."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.domain.messages import Author, Utterance
from assistant.domain.replies import Reply
from assistant.domain.risk import Assessment

Ask = Callable[[str, tuple[Utterance, ...]], tuple[Reply, Assessment]]


def as_runnable(ask: Ask) -> Runnable[str | Sequence[BaseMessage], AIMessage]:
    """A Runnable from a question, or a conversation that ends with one, to the reply as an AIMessage.

    Tier, route, citations and versions are in `response_metadata`. Nothing is stored and nobody is alerted.
    Raises ValueError for a conversation that does not end with a human message.
    """

    def reply(given: str | Sequence[BaseMessage]) -> AIMessage:
        text, history = _read(given)
        said, assessment = ask(text, history)
        return AIMessage(
            content=said.text,
            response_metadata={
                "tier": said.tier.value,
                "route": said.route.value,
                "concerns": [concern.value for concern in assessment.concerns],
                "failed_rails": list(assessment.failed_rails),
                "citations": [{"document": c.document, "section": c.section, "quote": c.quote} for c in said.citations],
                "composer": said.composer,
                "prompt_version": said.prompt_version,
                "library_version": said.library_version,
            },
        )

    return RunnableLambda(reply, name="between_sessions")


def _read(given: str | Sequence[BaseMessage]) -> tuple[str, tuple[Utterance, ...]]:
    if isinstance(given, str):
        return given, ()
    if not given or not isinstance(given[-1], HumanMessage):
        raise ValueError("The conversation must end with a human message.")
    lines = tuple(
        Utterance(Author.PATIENT if isinstance(message, HumanMessage) else Author.ASSISTANT, message.text)
        for message in given
        if isinstance(message, HumanMessage | AIMessage)
    )
    return lines[-1].text, lines[:-1]
