"""What patients ask that the library does not answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def not_ours() -> tuple[str, ...]:
    """Questions that the library does not answer: one that is like them is not answered."""
    lines = (Path(__file__).parent / "not_ours.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
