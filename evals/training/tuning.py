"""Tunes the encoder and its heads on the training texts."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from torch import Tensor
from torch.optim.lr_scheduler import LambdaLR

from assistant.adapters.risk_card import HEADS, TIERS
from evals.safety.cases import Case
from evals.training.batches import Tokens, shuffled
from evals.training.changing import Changing
from evals.training.features import cut
from evals.training.labels import relevant, targets
from evals.training.network import RiskNetwork, seeded
from evals.training.recipe import Recipe, Round
from evals.training.resuming import resume

Say = Callable[[str], None]

_RISE = 0.1
_EVERY = 100
_SHORT_NEIGHBOUR = 60


def started(recipe: Recipe) -> RiskNetwork:
    """The recipe's encoder with untrained heads, or as it once shipped; the same for the same seed.

    Raises ModelUnavailable when that encoder is not here.
    """
    seeded(recipe.seed, recipe.threads)
    network = RiskNetwork(recipe)
    if recipe.start:
        resume(network, recipe)
    return network


@dataclass(frozen=True, slots=True)
class _Lessons:
    """Texts, one row of wanted probabilities each, and how much each of those counts."""

    texts: list[str]
    wanted: Tensor
    weights: Tensor
    harmless: list[str]
    """Short harmless texts, to stand beside others."""


def tune(network: RiskNetwork, cases: Sequence[Case], recipe: Recipe, number: int, say: Say) -> None:
    """Take the network through the round of this number; the same state, cases and processor give the same."""
    part, seed = recipe.rounds[number], recipe.seed + number
    if number:
        torch.manual_seed(seed)
    tokens, lessons = Tokens.of(recipe), _lessons(cases, recipe)
    changing = Changing(recipe.changed_share, lessons.harmless, seed)
    steps = math.ceil(len(lessons.texts) / recipe.batch * part.epochs)
    optimizer, schedule = _optimizer(network, part, steps)
    chance = random.Random(seed)  # noqa: S311 - training, not a secret
    lengths, began, done, seen = [len(text) for text in lessons.texts], time.monotonic(), 0, 0.0
    network.train()
    while done < steps:
        for batch in islice(shuffled(lengths, recipe.batch, chance), steps - done):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half):
                outputs = network(*tokens([changing(lessons.texts[i]) for i in batch])).float()
            wanted, weights = lessons.wanted[batch], lessons.weights[batch]
            each = torch.nn.functional.binary_cross_entropy_with_logits(outputs, wanted, reduction="none")
            loss = (each * weights).sum() / weights.sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            seen = 0.98 * seen + 0.02 * loss.item() if done > 1 else loss.item()
            if done % _EVERY == 0:
                spent = time.monotonic() - began
                say(f"round {number + 1}, step {done} of {steps}, loss {seen:.3f}, {spent:.0f} s")
    network.eval()


def _lessons(cases: Sequence[Case], recipe: Recipe) -> _Lessons:
    pieces = cut(cases)
    texts = [text for text, whole in zip(pieces.texts, pieces.whole, strict=True) if whole]
    kept = [cases[index] for index in pieces.message[pieces.whole]]  # one without a word has no piece
    wanted = torch.tensor(targets(kept).astype(np.float32)) * (1 - 2 * recipe.softness) + recipe.softness
    weights = np.stack([relevant(kept, head) for head in HEADS], axis=1).astype(np.float32)
    weights[:, : len(TIERS)] *= recipe.tier_weight
    short = [t for t, c in zip(texts, kept, strict=True) if not c.is_danger and len(t.split()) < _SHORT_NEIGHBOUR]
    return _Lessons(texts, wanted, torch.tensor(weights), short)


def _optimizer(network: RiskNetwork, part: Round, steps: int) -> tuple[torch.optim.Optimizer, LambdaLR]:
    """AdamW with its rates rising over a tenth of the steps and falling to nothing over the rest."""
    moved = [
        {"params": network.tuned(part), "lr": part.rate},
        {"params": network.head.parameters(), "lr": part.head_rate},
    ]
    optimizer = torch.optim.AdamW(moved, weight_decay=0.01, fused=True)
    return optimizer, risen(optimizer, steps)


def risen(optimizer: torch.optim.Optimizer, steps: int) -> LambdaLR:
    """Rates that rise over a tenth of the steps and fall to nothing over the rest."""
    return LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / (_RISE * steps)) * max(0.0, 1 - step / steps))
