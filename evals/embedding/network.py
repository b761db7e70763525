"""The encoder as torch sees it: token ids and mask in, one vector of length 1 out."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from evals.training.batches import Tokens
from evals.training.exporting import as_graph, in_eight_bits
from evals.training.network import Encoding, mean_of

_TOGETHER = 64


class EmbeddingNetwork(Encoding):
    """The mean over the last layer's tokens, brought to length 1, as the base's own modules do it."""

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of shape (texts, dimension); `ids` and `mask` are (texts, tokens), the mask 1 where there is one."""
        return nn.functional.normalize(mean_of(self.encoder, ids, mask), dim=1)

    def vectors(self, texts: Sequence[str], tokens: Tokens) -> Tensor:
        """One row for each text, without gradients."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        found = torch.zeros(len(texts), self.encoder.config.hidden_size)
        training = self.training
        self.eval()
        with torch.no_grad():
            for start in range(0, len(order), _TOGETHER):
                batch = order[start : start + _TOGETHER]
                found[batch] = self(*tokens([texts[n] for n in batch]))
        self.train(training)
        return found

    def exported(self) -> bytes:
        """The graph with weights of eight bits: `input_ids` and `attention_mask` in, `vector` out."""
        return as_graph(self, "vector", in_eight_bits)
