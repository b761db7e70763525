"""The bare counterpart: langchain-chroma with HuggingFaceEmbeddings (torch) over the same passages, nothing around it.

Run as a script it answers one question, which is what the cold start of `kap ask` is compared with.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.vectorstores import VectorStoreRetriever

NEAREST = 4


def open_retriever(index: Path, model: Path) -> VectorStoreRetriever:
    """The retriever as LangChain's own documentation builds it; the index may be empty."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    from langchain_chroma import Chroma  # noqa: PLC0415 - its cost is what the cold start measures
    from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415

    embeddings = HuggingFaceEmbeddings(model_name=str(model), encode_kwargs={"normalize_embeddings": True})
    store = Chroma("passages", embedding_function=embeddings, persist_directory=str(index))
    return store.as_retriever(search_kwargs={"k": NEAREST})


def fill(index: Path, model: Path, texts: Sequence[str]) -> None:
    """Index the passages; does nothing when they are there already."""
    store = open_retriever(index, model).vectorstore
    if len(store.get(include=[])["ids"]) != len(texts):  # type: ignore[attr-defined]
        store.add_texts(list(texts), ids=[str(n) for n in range(len(texts))])


def main() -> None:
    """`python -m evals.bench.bare_chain INDEX MODEL QUESTION`: print the nearest passages."""
    index, model, question = sys.argv[1:4]
    for found in open_retriever(Path(index), Path(model)).invoke(question):
        sys.stdout.write(f"{found.page_content}\n\n")


if __name__ == "__main__":
    main()
