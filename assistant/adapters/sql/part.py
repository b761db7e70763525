"""What every part of the records stands on."""

from __future__ import annotations

from argon2 import PasswordHasher

from assistant.adapters.sql.engine import Database
from assistant.domain.joining import Pagers


class Part:
    """One part of the records: its database, where pages go, and how secrets are hashed."""

    def __init__(self, database: Database, pagers: Pagers, hasher: PasswordHasher) -> None:
        self._db = database
        self._pagers = pagers
        self._hasher = hasher
