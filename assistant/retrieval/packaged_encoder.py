"""Where the packaged embedding model lies."""

from __future__ import annotations

from pathlib import Path

ENCODER = Path(__file__).parent / "encoder"
"""The graph, its tokenizer and their card."""
