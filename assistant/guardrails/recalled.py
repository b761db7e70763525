"""Remembers something about the last texts it was told of, by their keyed hash and never by their words."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 512
_BYTES = 16
_SECRET = os.urandom(32)
"""Of this process alone, so that a hash says nothing of a text to anybody who guesses it."""


class Recalled(Generic[T]):
    """A bounded memory; what was kept longest ago is forgotten first. Safe in several threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[bytes, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> T | None:
        """What was kept of the text, or None."""
        return self._known.get(_key(text))

    def found(self, text: str, find: Callable[[str], T]) -> T:
        """What was kept of the text, or what `find` says of it now, which is kept; what it raises is not."""
        known = self.get(text)
        if known is None:
            known = find(text)
            self.keep(text, known)
        return known

    def keep(self, text: str, value: T) -> None:
        """Remember the value; a later one takes its place."""
        with self._lock:
            self._known[_key(text)] = value
            self._known.move_to_end(_key(text))
            while len(self._known) > self._most:
                self._known.popitem(last=False)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES, key=_SECRET).digest()
