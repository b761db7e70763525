"""What is done: the whole of a tuning, so that it can be repeated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """How the embedding model is tuned; rates are the peak of a linear rise and fall."""

    epochs: float = 4.0
    rate: float = 6e-5
    directions_rate: float = 5e-3
    """Of the direction that each passage gets beside the encoder; only the encoder ships."""
    sharpness: float = 20.0
    """What a cosine is multiplied by before the softmax."""
    softness: float = 0.05
    """The share of the wanted probability that is spread over all passages: neighbours answer too."""
    changed_share: float = 0.3
    """Texts that are seen changed (case, stops, typos, politeness), anew each time."""
    batch: int = 64
    tokens: int = 96
    seed: int = 1
    threads: int = 2
