"""The embedder that ships with the package: MiniLM tuned on the ways to ask, a graph with eight-bit weights."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.adapters.embedding_card import GRAPH, TOKENIZER, EmbeddingCard, read_embedding_card
from assistant.adapters.graph_run import GraphRun
from assistant.adapters.loading import LOADING
from assistant.adapters.model_files import sha256_of
from assistant.domain.errors import ModelUnavailable
from assistant.domain.once import Once
from assistant.domain.reading import Vector

_MANY = 8
"""From so many texts on, as when an index is built, they are shared out among threads; a message has fewer."""


class PackagedEmbedder:
    """An Embedder whose files are in a folder; opened at the first use and checked against their card.

    While a file is missing or another, embedding raises ModelUnavailable, and a later try looks again; the name and the
    dimension need the card alone.
    """

    kind = "packaged"
    """What serves, for `kap doctor`."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._card = Once(lambda: read_embedding_card(folder))
        self._opened = Once(self._open)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the graph, as the card names it."""
        return self._card().graph_sha256

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._card().dimension

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order; () for no texts.

        Texts are read one by one: such a graph scales its inputs batch by batch, and a neighbour would move the vector.
        """
        run = self._opened()

        def one(text: str) -> Vector:
            return run.rows([text])[0]

        if len(texts) < _MANY:
            return tuple(map(one, texts))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return tuple(pool.map(one, texts))

    def load(self) -> None:
        """Open now what the first use would open."""
        self._opened()

    def _open(self) -> GraphRun:
        card: EmbeddingCard = self._card()
        for name, wanted in ((GRAPH, card.graph_sha256), (TOKENIZER, card.tokenizer_sha256)):
            path = self._folder / name
            if not path.is_file():
                raise ModelUnavailable(f"The embedding model's file {path} is missing; reinstall.")
            if sha256_of(path) != wanted:
                raise ModelUnavailable(f"The embedding model's file {path} is not that of its card; reinstall.")
        with LOADING:
            return GraphRun(self._folder / GRAPH, self._folder / TOKENIZER, card.tokens, self._threads)
