"""An Embedder without a model: texts that share words are near to each other."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Counts words in hashed places; records how often it was called, and can be told to break."""

    def __init__(self, fingerprint: str = "hash", dimension: int = 256) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.calls: list[tuple[str, ...]] = []
        self.broken = False

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order; () for no texts."""
        if self.broken:
            raise ModelUnavailable("The fake model is broken on purpose.")
        self.calls.append(tuple(texts))
        return tuple(self._vector(text) for text in texts)

    def _vector(self, text: str) -> Vector:
        numbers = [0.0] * self.dimension
        numbers[0] = 0.1
        for word in _WORD.findall(text.lower()):
            place = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=4).digest(), "big")
            numbers[place % self.dimension] += 1.0
        length = math.sqrt(sum(number * number for number in numbers))
        return tuple(number / length for number in numbers)
