"""Letters and words of a text as numbered places, the same on every machine."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_SIZES = (3, 4, 5)
_LONGEST = 4_000


def places(text: str, buckets: int) -> list[int]:
    """The places of the runs of three to five letters, the words and the pairs of words, each once, in order.

    Only the first 4,000 characters count.
    """
    padded = f" {text[:_LONGEST]} "
    encoded = [character.encode("utf-8", "replace") for character in padded]
    found = {
        zlib.crc32(b"".join(encoded[start : start + size])) % buckets
        for size in _SIZES
        for start in range(len(encoded) - size + 1)
    }
    words = _WORD.findall(text[:_LONGEST])
    found.update(_place(word, buckets) for word in words)
    found.update(_place(f"{one} {two}", buckets) for one, two in pairwise(words))
    return sorted(found)


def _place(words: str, buckets: int) -> int:
    return zlib.crc32(f"w:{words}".encode("utf-8", "replace")) % buckets
