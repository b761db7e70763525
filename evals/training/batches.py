"""Texts as batches of token ids; only texts of like length share one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Self

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.adapters.model_files import ModelFiles, tokenizable
from evals.training.bases import base_of
from evals.training.recipe import Recipe

_SORTED_TOGETHER = 40


class Tokens:
    """An encoder's tokenizer, cutting at that number of tokens."""

    def __init__(self, files: ModelFiles, most: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(most)
        self._tokenizer.enable_padding()

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Those of the recipe's encoder."""
        return cls(base_of(recipe), recipe.tokens)

    def __call__(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Ids and mask, each of shape (texts, tokens of the longest)."""
        encoded = self._tokenizer.encode_batch([tokenizable(text) for text in texts])
        return torch.tensor([e.ids for e in encoded]), torch.tensor([e.attention_mask for e in encoded])


def shuffled(lengths: Sequence[int], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Every index once, in batches of neighbours by length, in random order."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    for start in range(0, len(order), size * _SORTED_TOGETHER):
        near = sorted(order[start : start + size * _SORTED_TOGETHER], key=lambda i: lengths[i])
        batches = [near[first : first + size] for first in range(0, len(near), size)]
        chance.shuffle(batches)
        yield from batches
