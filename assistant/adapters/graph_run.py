"""An exported graph, opened: text in, unit vectors out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.model_files import tokenizable
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Embedded, Vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32
_PADDING = 1.3
_LEAST = 8


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
        """One vector for each text, in order."""
        return tuple(embedded.vector for embedded in self.look(texts))

    def look(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        """Vector and inner vector of each text, in order; only texts of like length share a batch."""
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch([tokenizable(text) for text in texts])]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        found: dict[int, Embedded] = {}
        for chosen in _batches(order, encoded):
            vectors, inner = self._rows([encoded[i] for i in chosen])
            for index, row, deep in zip(chosen, vectors, inner, strict=True):
                found[index] = Embedded(tuple(row), tuple(deep))
        return tuple(found[index] for index in range(len(encoded)))

    def _rows(self, batch: list[list[int]]) -> tuple[list[list[float]], list[list[float]]]:
        import numpy as np  # noqa: PLC0415  heavy

        longest = max(len(ids) for ids in batch)
        ids: NDArray[np.int64] = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            vectors, inner = self._session.run(["vector", "inner"], inputs)
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise ModelUnavailable("The embedding model failed on a text; run `kap doctor`.") from error
        return vectors.tolist(), inner.tolist()


def _batches(order: list[int], encoded: list[list[int]]) -> Iterator[list[int]]:
    """Batches along the order, each of texts of like length: padding a short text costs as much as a long one."""
    batch: list[int] = []
    for index in order:
        longest = _PADDING * max(_LEAST, len(encoded[batch[0]])) if batch else 0.0
        if batch and (len(batch) == _BATCH or len(encoded[index]) > longest):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
