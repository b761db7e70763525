"""An encoder with one output a head, as torch sees it."""

from __future__ import annotations

import os
import re
from typing import Any

import torch
from torch import Tensor, nn

from assistant.adapters.risk_card import HEADS
from evals.training.bases import base_of
from evals.training.recipe import Recipe, Round

_ATTENTION = {"all-mpnet-base-v2": "eager"}
"""Where the library has but one way to compute it."""
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")


class RiskNetwork(nn.Module):
    """Token ids and mask in, one uncalibrated output a head out: the mean over tokens through one linear layer."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from transformers import AutoModel, logging  # noqa: PLC0415  its import takes seconds

        quiet: Any = logging
        quiet.set_verbosity_error()
        quiet.disable_progress_bar()
        files = base_of(recipe)
        files.checked_weights()
        self.encoder: Any = AutoModel.from_pretrained(
            files.folder,
            add_pooling_layer=False,
            attn_implementation=_ATTENTION.get(recipe.base, "sdpa"),
            local_files_only=True,
        )
        self.drop = nn.Dropout(recipe.dropout)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(HEADS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Outputs of shape (texts, heads); `ids` and `mask` are (texts, tokens), the mask 1 where there is a token."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        kept = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
        found: Tensor = self.head(self.drop(mean))
        return found

    def tuned(self, part: Round) -> list[nn.Parameter]:
        """The parameters of the encoder that the round moves; the others stop asking for gradients."""
        for name, parameter in self.encoder.named_parameters():
            layer = _LAYER.match(name)
            frozen = int(layer[1]) < part.frozen_layers if layer else part.words_frozen
            parameter.requires_grad = not frozen
        return [parameter for parameter in self.encoder.parameters() if parameter.requires_grad]


def seeded(recipe: Recipe) -> None:
    """Make torch repeat itself: seed, number of threads (the order of additions), deterministic kernels."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(mode=True)
