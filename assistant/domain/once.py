"""A value that is made the first time somebody asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Calls `make` at most once, also among threads; a failed try is tried again at the next call."""

    __slots__ = ("_lock", "_made", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: tuple[T] | None = None
        self._lock = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether the value exists already."""
        return self._made is not None

    def __call__(self) -> T:
        """The value, made now if it was not yet."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = (self._make(),)
        return self._made[0]
