"""The embedder on this machine: the exported graph, or sentence-transformers when there can be none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import structlog

from assistant.adapters.graph_record import read_graph
from assistant.adapters.loading import LOADING
from assistant.adapters.model_export import export_graph
from assistant.adapters.model_files import find_model
from assistant.adapters.onnx_embedder import OnnxEmbedder
from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

_log = structlog.get_logger(__name__)


class LocalEmbedder:
    """An Embedder that opens the model at its first use and exports its graph when there is none.

    While the model's files are not right every use raises ModelUnavailable, and a later use tries again.
    """

    def __init__(self, graphs: Path, model: str | None = None, threads: int = 1) -> None:
        self._graphs = graphs
        self._model = model
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """Names the weights exactly."""
        return self._opened.fingerprint

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._opened.dimension

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order; () for no texts."""
        return self._opened.embed(texts) if texts else ()

    def load(self) -> None:
        """Open now what the first use would open."""
        _ = self._opened

    @property
    def kind(self) -> str:
        """`onnx` or `sentence_transformers`: what serves, for `kap doctor`."""
        return "onnx" if isinstance(self._opened, OnnxEmbedder) else "sentence_transformers"

    @cached_property
    def _opened(self) -> OnnxEmbedder | SentenceTransformersEmbedder:
        with LOADING:
            return self._open()

    def _open(self) -> OnnxEmbedder | SentenceTransformersEmbedder:
        files = find_model(self._model)
        files.stamp()
        graph = read_graph(files, self._graphs)
        if graph is not None:
            served = OnnxEmbedder(files, graph, self._threads)
            try:
                served.load()
            except ModelUnavailable:
                _log.warning("embedding_graph_damaged", advice="It is made anew.")
            else:
                return served
        fallback = SentenceTransformersEmbedder(files)
        _ = fallback.fingerprint  # wrong weights must not be exported, nor served by the fallback
        try:
            served = OnnxEmbedder(files, export_graph(files, self._graphs), self._threads)
            served.load()
        except ModelUnavailable as error:
            _log.warning("embedding_graph_not_made", advice=str(error))
            return fallback
        return served
