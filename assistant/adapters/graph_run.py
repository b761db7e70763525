"""An exported graph, opened: text in, one row of numbers a text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.model_files import tokenizable
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32
_PADDING = 1.3
_LEAST = 8


class GraphRun:
    """An opened graph with its tokenizer, and the one output that is read of it."""

    def __init__(self, graph: Path, tokenizer: Path, max_tokens: int, threads: int, output: str = "vector") -> None:
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
            raise ModelUnavailable(f"The model's graph {graph} cannot be loaded; run `kap library build`.") from error
        self._output = output
        self._inputs = tuple(one.name for one in self._session.get_inputs())
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def rows(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One row for each text, in order; only texts of like length share a batch."""
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch([tokenizable(text) for text in texts])]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        found: dict[int, Vector] = {}
        for chosen in _batches(order, encoded):
            for index, row in zip(chosen, self._run([encoded[i] for i in chosen]), strict=True):
                found[index] = tuple(row)
        return tuple(found[index] for index in range(len(encoded)))

    def _run(self, batch: list[list[int]]) -> list[list[float]]:
        import numpy as np  # noqa: PLC0415  heavy

        longest = max(len(ids) for ids in batch)
        ids: NDArray[np.int64] = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            (found,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise ModelUnavailable("The model failed on a text; run `kap doctor`.") from error
        rows: list[list[float]] = found.tolist()
        return rows


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
