"""An encoder with one output a head, as torch sees it."""

from __future__ import annotations

import os
import re
from typing import Any

import torch
from torch import Tensor, nn

from assistant.adapters.model_files import ModelFiles
from assistant.adapters.risk_card import HEADS
from evals.training.bases import base_of
from evals.training.recipe import Recipe, Round

_ATTENTION = {"all-mpnet-base-v2": "eager"}
"""Where the library has but one way to compute it."""
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")


def opened_encoder(files: ModelFiles, attention: str = "sdpa") -> Any:
    """The encoder in the folder, its weights checked. Raises ModelUnavailable when they are not the expected ones."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from transformers import AutoModel, logging  # noqa: PLC0415  its import takes seconds

    quiet: Any = logging
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    files.checked_weights()
    return AutoModel.from_pretrained(
        files.folder, add_pooling_layer=False, attn_implementation=attention, local_files_only=True
    )


def mean_of(encoder: Any, ids: Tensor, mask: Tensor) -> Tensor:
    """The mean over the tokens that the mask keeps, of the last layer: (texts, dimension)."""
    states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    kept = mask.unsqueeze(-1).to(states.dtype)
    mean: Tensor = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
    return mean


class Encoding(nn.Module):
    """A network around an encoder: token ids and mask in."""

    def __init__(self, files: ModelFiles, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = opened_encoder(files, attention)


class RiskNetwork(Encoding):
    """Token ids and mask in, one uncalibrated output a head out: the mean over tokens through one linear layer."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__(base_of(recipe), _ATTENTION.get(recipe.base, "sdpa"))
        self.drop = nn.Dropout(recipe.dropout)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(HEADS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Outputs of shape (texts, heads); `ids` and `mask` are (texts, tokens), the mask 1 where there is a token."""
        found: Tensor = self.head(self.drop(mean_of(self.encoder, ids, mask)))
        return found

    def tuned(self, part: Round) -> list[nn.Parameter]:
        """The parameters of the encoder that the round moves; the others stop asking for gradients."""
        for name, parameter in self.encoder.named_parameters():
            layer = _LAYER.match(name)
            frozen = int(layer[1]) < part.frozen_layers if layer else part.words_frozen
            parameter.requires_grad = not frozen
        return [parameter for parameter in self.encoder.parameters() if parameter.requires_grad]


def seeded(seed: int, threads: int) -> None:
    """Make torch repeat itself: seed, number of threads (the order of additions), deterministic kernels."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(mode=True)
