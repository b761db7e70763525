"""What every part of the records stands on."""

from __future__ import annotations

from argon2 import PasswordHasher

from assistant.adapters.sql.engine import Database


class Part:
    """One part of the records: its database, where pages go, and how secrets are hashed."""

    def __init__(self, database: Database, alert_urls: tuple[str, ...], hasher: PasswordHasher) -> None:
        self._db = database
        self._alert_urls = alert_urls
        self._hasher = hasher
