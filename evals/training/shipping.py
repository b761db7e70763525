"""What ships of a training: graphs, n-grams, tokenizers and card."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.risk_card import CARD, GRAPH, NGRAMS, SECOND_GRAPH, SECOND_TOKENIZER, TOKENIZER, RiskCard
from evals.training.shards import beside, sharded

LARGEST = 150_000_000
"""Bytes of all files together: more is a burden for whoever clones or installs."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A graph that was exported, and the tokenizer that ships beside it, so that the rail needs nothing else."""

    graph: bytes
    tokenizer: bytes


@dataclass(frozen=True, slots=True)
class Shipped:
    """What goes into the package."""

    first: Encoder
    ngrams: bytes
    card: RiskCard
    second: Encoder | None = None

    def files(self) -> dict[str, bytes]:
        """By name; the card last, so that a broken try is seen as broken."""
        files = {GRAPH: self.first.graph, NGRAMS: self.ngrams, TOKENIZER: self.first.tokenizer}
        if self.second is not None:
            files |= {**sharded(self.second.graph, SECOND_GRAPH), SECOND_TOKENIZER: self.second.tokenizer}
        return files | {CARD: f"{self.card.model_dump_json(indent=1)}\n".encode()}


def digest(stored: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(stored).hexdigest()


def write(folder: Path, made: Shipped) -> int:
    """Put all in place; how many bytes that are. Raises ValueError when they are too many to ship.

    What an earlier second encoder left is removed; files that are not the classifier's are left alone.
    """
    files = made.files()
    total = sum(map(len, files.values()))
    if total > LARGEST:
        raise ValueError(f"{total} bytes are too many to ship")
    folder.mkdir(parents=True, exist_ok=True)
    second = folder / SECOND_GRAPH
    for path in (second, folder / SECOND_TOKENIZER, *beside(second)):
        if path.name not in files:
            path.unlink(missing_ok=True)
    for name, stored in files.items():
        (folder / name).write_bytes(stored)
    return total
