"""A bare LangChain RAG chain over the same library, as its documentation builds one: retriever, prompt, model."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant.adapters.model_files import find_model
from assistant.domain.messages import Utterance
from assistant.settings import Settings
from evals.bench import bare_chain
from evals.data.shelf import passages
from evals.targets.endpoint import Endpoint, endpoint
from evals.targets.text_only import TextTarget

PROMPT = (
    "You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the "
    "question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the "
    "answer concise.\n\nQuestion: {question}\n\nContext: {context}\n\nAnswer:"
)
_NEAREST = 3
_LONGEST = 3_000


class BareChain(TextTarget):
    """Retrieval and a model, without rails, citations or records; it reads the last message only."""

    name = "bare-chain"

    def __init__(self, found: Endpoint) -> None:
        super().__init__()
        self._endpoint = found
        index, model = Path(tempfile.mkdtemp(prefix="kap-bare-")), find_model().folder
        bare_chain.fill(index, model, [passage.text for passage in passages().values()])
        retriever = bare_chain.open_retriever(index, model)
        retriever.search_kwargs = {"k": _NEAREST}
        context = retriever | RunnableLambda(_joined)
        prompt = ChatPromptTemplate.from_template(PROMPT)
        given = {"context": context, "question": RunnablePassthrough()}
        self._chain = given | prompt | found.chat() | StrOutputParser()

    @property
    def facts(self) -> Mapping[str, str]:
        """The model and its prompt."""
        return {"model": self._endpoint.model, "prompt": PROMPT}

    def answer(self, talk: Sequence[Utterance]) -> str:
        """The chain's reply to the last message."""
        return str(self._chain.invoke(talk[-1].text))


def _joined(documents: list[Document]) -> str:
    return "\n\n".join(document.page_content for document in documents)[:_LONGEST]


def target(settings: Settings) -> BareChain:
    """The target, with the endpoint of the settings."""
    return BareChain(endpoint(settings))
