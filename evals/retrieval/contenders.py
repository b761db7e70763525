"""What is compared: meaning alone, words alone, both, and a bare LangChain retriever over the same passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.model_files import find_model
from assistant.domain.library import Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.reading import Vector
from assistant.retrieval.parts import parts_of
from evals.bench import bare_chain
from evals.retrieval.bench import WORK, Parts
from evals.retrieval.questions import Question

DENSE, WORDS, HYBRID, BARE = "dense alone", "BM25 alone", "hybrid", "bare LangChain + Chroma"
_DEEP = 10


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found for one question: a ranking by each contender, and what the retriever said."""

    question: Question
    rankings: dict[str, tuple[str, ...]]
    retrieved: Retrieved


def find_all(
    parts: Parts, questions: Sequence[Question], work: Path = WORK, done: Callable[[], None] = lambda: None
) -> tuple[Found, ...]:
    """Put every question to every contender, one at a time as a turn does it; `done` is called after each."""
    bare = _bare(parts, work)
    found = []
    for question in questions:
        vector = parts.embedder.embed([question.searched])[0]
        retrieved = parts.retriever.retrieve(lookup_of(parts, question, vector))
        rankings = {
            DENSE: tuple(parts.dense(vector))[:_DEEP],
            WORDS: tuple(parts.by_words(question.searched))[:_DEEP],
            HYBRID: tuple(hit.passage.id for hit in retrieved.hits),
            BARE: bare(question.text, vector),
        }
        found.append(Found(question, rankings, retrieved))
        done()
    return tuple(found)


def lookup_of(parts: Parts, question: Question, vector: Vector) -> Lookup:
    """The question as a turn looks it up: its parts beside it, unless it goes on from an earlier one."""
    split = parts_of(question.text) if question.searched == question.text else ()
    found = zip(split, parts.embedder.embed(split), strict=True) if len(split) > 1 else ()
    return Lookup(question.searched, vector, question.language, tuple(found))


def _bare(parts: Parts, work: Path) -> Callable[[str, Vector], tuple[str, ...]]:
    """LangChain's retriever as its documentation builds it: one vector a passage, of title and text, cosine by Chroma.

    It reads the message as written and embeds it itself.
    """
    model = find_model().folder
    folder = work / f"bare-{parts.library.version}"
    texts = {f"{passage.title} {passage.text}": passage.id for passage in parts.library.passages}
    bare_chain.fill(folder, model, list(texts))
    retriever = bare_chain.open_retriever(folder, model)
    retriever.search_kwargs = {"k": _DEEP}

    def best(text: str, _vector: Vector) -> tuple[str, ...]:
        return tuple(texts[found.page_content] for found in retriever.invoke(text))

    return best
