"""Invitations and passwords, kept only as Argon2id hashes."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from assistant.domain.passwords import normal

_AT_ONCE = threading.BoundedSemaphore(4)
"""Each hash takes 64 MiB: a flood of tries must wait, not fill the memory."""


class Secrets:
    """Hashes secrets and compares them; an unknown name takes as long as a wrong secret."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hashed(self, secret: str) -> str:
        """The hash to keep, with a salt of its own."""
        with _AT_ONCE:
            return self._hasher.hash(_bytes(secret))

    def fits(self, kept: str | None, secret: str) -> bool:
        """Whether the kept hash is of this secret; with nothing kept never, after the same time."""
        if kept is None:
            self.hashed(secret)
            return False
        with _AT_ONCE:
            try:
                return self._hasher.verify(kept, _bytes(secret))
            except (Argon2Error, InvalidHashError):
                return False

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _bytes(secret: str) -> bytes:
    return normal(secret).encode("utf-8", "surrogatepass")
