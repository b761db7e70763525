"""Writes parameters and card."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from safetensors.numpy import save

from assistant.adapters.risk_card import CARD, PARAMETERS, RiskCard

_LARGEST = 5_000_000


def packed(parameters: dict[str, Any]) -> bytes:
    """The parameters as bytes, the same for the same arrays. Raises ValueError when they are too large to ship."""
    stored = save({name: parameters[name] for name in sorted(parameters)})
    if len(stored) > _LARGEST:
        raise ValueError(f"{len(stored)} bytes are too many to ship; use fewer buckets or landmarks")
    return stored


def digest(stored: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(stored).hexdigest()


def write(folder: Path, stored: bytes, card: RiskCard) -> None:
    """Put both in place; the card last, so that a broken try is seen as broken."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PARAMETERS).write_bytes(stored)
    (folder / CARD).write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
