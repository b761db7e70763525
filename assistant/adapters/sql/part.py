"""What every part of the records stands on."""

from __future__ import annotations

from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.secrets import Secrets
from assistant.domain.joining import Pagers


class Part:
    """One part of the records: its database, where pages go, and how invitations and passwords are hashed."""

    def __init__(self, database: Database, pagers: Pagers, secrets: Secrets) -> None:
        self._db = database
        self._pagers = pagers
        self._secrets = secrets
