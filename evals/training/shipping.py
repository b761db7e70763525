"""Writes graph, n-grams, tokenizer and card."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.adapters.model_files import find_model
from assistant.adapters.risk_card import CARD, GRAPH, NGRAMS, TOKENIZER, RiskCard

LARGEST = 25_000_000


def digest(stored: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(stored).hexdigest()


def tokenizer() -> bytes:
    """The packaged tokenizer, which ships beside the graph so that the rail needs nothing else."""
    return find_model().tokenizer.read_bytes()


def write(folder: Path, graph: bytes, ngrams: bytes, card: RiskCard) -> None:
    """Put all in place; the card last, so that a broken try is seen as broken. Raises ValueError for a huge graph."""
    if len(graph) > LARGEST:
        raise ValueError(f"{len(graph)} bytes are too many to ship")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / GRAPH).write_bytes(graph)
    (folder / NGRAMS).write_bytes(ngrams)
    (folder / TOKENIZER).write_bytes(tokenizer())
    (folder / CARD).write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
