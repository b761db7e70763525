"""The embedder that serves a turn: the exported float32 graph through onnxruntime, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from assistant.adapters.graph_record import Graph
from assistant.adapters.graph_run import GraphRun
from assistant.adapters.loading import LOADING
from assistant.adapters.model_files import ModelFiles
from assistant.domain.reading import Vector


class OnnxEmbedder:
    """Embeds with an exported graph; loaded at the first use."""

    def __init__(self, files: ModelFiles, graph: Graph, threads: int = 2) -> None:
        self._files = files
        self._graph = graph
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights that the graph was exported from."""
        return self._graph.weights_sha256

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._graph.dimension

    def load(self) -> None:
        """Load now what the first `embed` would load."""
        _ = self._run

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order; () for no texts."""
        return self._run.rows(texts) if texts else ()

    @cached_property
    def _run(self) -> GraphRun:
        with LOADING:
            return GraphRun(Path(self._graph.path), self._files.tokenizer, self._graph.max_tokens, self._threads)
