"""Tunes the encoder so that a text lies near the direction of the passage that it asks for, and far from the others.

Each passage gets a direction that is learnt beside the encoder, and one more stands for what the library does not
answer (proxies instead of pairs: Movshovitz-Attias et al. 2017). Only the encoder is kept; the index fits directions of
its own to whatever library it is built from.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from itertools import islice

import torch
from torch import Tensor, nn

from assistant.adapters.model_files import ModelFiles
from evals.embedding.lessons import NO_PASSAGE, Lessons
from evals.embedding.network import EmbeddingNetwork
from evals.embedding.recipe import Tuning
from evals.training.batches import Tokens, shuffled
from evals.training.changing import Changing
from evals.training.network import seeded
from evals.training.tuning import Say, risen

_EVERY = 100
_FAR = -30.0
"""Added for a passage of another language: as good as impossible."""
_BESIDE = ("thank you", "hi there", "hope you can help", "sorry to bother you", "just asking", "hola", "gracias")


def tuned(files: ModelFiles, learnt: Lessons, recipe: Tuning, say: Say) -> EmbeddingNetwork:
    """The tuned network; the same files, lessons, recipe and processor give the same. Raises ModelUnavailable."""
    seeded(recipe.seed, recipe.threads)
    network, tokens = EmbeddingNetwork(files), Tokens(files, recipe.tokens)
    owners, apart = torch.tensor(learnt.owners), _apart(learnt.groups)
    directions = nn.Parameter(_middles(network.vectors(learnt.texts, tokens), owners, len(learnt.groups)))
    optimizer = torch.optim.AdamW(
        [
            {"params": network.parameters(), "lr": recipe.rate},
            {"params": [directions], "lr": recipe.directions_rate, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
    )
    steps = math.ceil(len(learnt.texts) / recipe.batch * recipe.epochs)
    schedule = risen(optimizer, steps)
    changing = Changing(recipe.changed_share, _BESIDE, recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311 - training, not a secret
    lengths, began, done, seen = [len(text) for text in learnt.texts], time.monotonic(), 0, 0.0
    network.train()
    while done < steps:
        for batch in islice(shuffled(lengths, recipe.batch, chance), steps - done):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = network(*tokens([changing(learnt.texts[n]) for n in batch])).float()
            near = recipe.sharpness * vectors @ nn.functional.normalize(directions, dim=1).T
            loss = nn.functional.cross_entropy(
                near + apart[owners[batch]], owners[batch], label_smoothing=recipe.softness
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            seen = 0.98 * seen + 0.02 * loss.item() if done > 1 else loss.item()
            if done % _EVERY == 0:
                say(f"step {done} of {steps}, loss {seen:.3f}, {time.monotonic() - began:.0f} s")
    return network.eval()


def _middles(vectors: Tensor, owners: Tensor, count: int) -> Tensor:
    """The mean of each owner's vectors, brought to length 1; zeros for one without any."""
    return nn.functional.normalize(torch.zeros(count, vectors.shape[1]).index_add_(0, owners, vectors), dim=1)


def _apart(groups: Sequence[str]) -> Tensor:
    """(owners, owners): 0 for those of one language and for what is no passage's, _FAR between languages."""
    kinds = {group: n for n, group in enumerate(dict.fromkeys(groups))}
    group = torch.tensor([kinds[one] for one in groups])
    anyone = group == kinds.get(NO_PASSAGE, -1)
    same = (group[:, None] == group[None]) | anyone[:, None] | anyone[None]
    return torch.where(same, 0.0, _FAR)
