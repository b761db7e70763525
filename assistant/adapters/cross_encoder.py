"""A reranker: any sentence-transformers CrossEncoder from a local folder, through torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.adapters.loading import LOADING
from assistant.adapters.model_files import tokenizable
from assistant.domain.errors import ModelUnavailable


class CrossEncoderReranker:
    """Scores with a cross-encoder; loaded at the first use, because its import takes seconds."""

    def __init__(self, folder: Path, batch: int = 32) -> None:
        self._folder = folder
        self._batch = batch

    def scores(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """How well each text answers the question, in order; () for no texts. Raises ModelUnavailable."""
        if not texts:
            return ()
        pairs = [(tokenizable(question), tokenizable(text)) for text in texts]
        try:
            found = self._model.predict(pairs, batch_size=self._batch, show_progress_bar=False)
        except (RuntimeError, ValueError, IndexError) as error:
            raise ModelUnavailable(f"The reranker in {self._folder} failed; unset KAP_RERANKER_MODEL.") from error
        return tuple(float(score) for score in found)

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            with LOADING:
                from sentence_transformers import CrossEncoder  # noqa: PLC0415  its import takes seconds

            return CrossEncoder(str(self._folder), device="cpu", local_files_only=True, num_labels=1)
        except (ImportError, OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelUnavailable(
                f"KAP_RERANKER_MODEL: {self._folder} cannot be loaded as a sentence-transformers CrossEncoder."
            ) from error
