"""An exported graph, opened: text in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.model_files import tokenizable
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32


class GraphRun:
    """An opened graph with its tokenizer."""

    def __init__(self, graph: Path, tokenizer: Path, max_tokens: int, threads: int) -> None:
        try:
            import onnxruntime  # noqa: PLC0415  heavy
            from tokenizers import Tokenizer  # noqa: PLC0415  heavy

            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session: Any = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelUnavailable(
                f"The embedding graph {graph} cannot be loaded; delete it and run `kap library build`."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector for each text, in order; texts of like length share a batch."""
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch([tokenizable(text) for text in texts])]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        vectors: list[Vector] = [()] * len(encoded)
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            for index, row in zip(chosen, self._rows([encoded[i] for i in chosen]), strict=True):
                vectors[index] = tuple(row)
        return tuple(vectors)

    def _rows(self, batch: list[list[int]]) -> list[list[float]]:
        import numpy as np  # noqa: PLC0415  heavy

        longest = max(len(ids) for ids in batch)
        ids: NDArray[np.int64] = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            found: list[list[float]] = self._session.run(["vector"], inputs)[0].tolist()
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise ModelUnavailable("The embedding model failed on a text; run `kap doctor`.") from error
        return found
