"""The embedder of record: any sentence-transformers model from a local folder, through torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from assistant.adapters.loading import LOADING
from assistant.adapters.model_files import ModelFiles, tokenizable
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector


class SentenceTransformersEmbedder:
    """Embeds with sentence-transformers; loaded at the first use, because its import takes seconds."""

    def __init__(self, files: ModelFiles, batch: int = 32) -> None:
        self._files = files
        self._batch = batch

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights."""
        return self._files.checked_weights()

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.get_sentence_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order; () for no texts."""
        if not texts:
            return ()
        found = self._model.encode(
            [tokenizable(text) for text in texts],
            batch_size=self._batch,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return tuple(tuple(row) for row in found.tolist())

    @cached_property
    def _model(self) -> Any:
        _ = self.fingerprint  # the weights are checked before anything of them runs
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            with LOADING:
                from sentence_transformers import SentenceTransformer  # noqa: PLC0415  its import takes seconds
                from transformers import logging  # noqa: PLC0415

            quiet: Any = logging
            quiet.disable_progress_bar()
            return SentenceTransformer(str(self._files.folder), device="cpu", local_files_only=True)
        except (ImportError, OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelUnavailable(
                f"The model in {self._files.folder} cannot be loaded by sentence-transformers; run `kap doctor`."
            ) from error
