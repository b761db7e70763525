"""All records over one database."""

from __future__ import annotations

from collections.abc import Sequence

from argon2 import PasswordHasher

from assistant.adapters.master_keys import MasterKey
from assistant.adapters.sql.alerts import SqlAlerts
from assistant.adapters.sql.audit import SqlAudit
from assistant.adapters.sql.care import SqlCare
from assistant.adapters.sql.case_endings import SqlCaseEndings
from assistant.adapters.sql.case_work import SqlCaseWork
from assistant.adapters.sql.cases import SqlCases
from assistant.adapters.sql.chains import SqlChains
from assistant.adapters.sql.conversations import SqlConversations
from assistant.adapters.sql.credentials import SqlCredentials
from assistant.adapters.sql.duties import SqlDuties
from assistant.adapters.sql.earlier import SqlEarlier
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.glass import SqlGlass
from assistant.adapters.sql.ledger import SqlLedger
from assistant.adapters.sql.oversight import SqlOversight
from assistant.adapters.sql.people import SqlPeople
from assistant.adapters.sql.queue import SqlQueue
from assistant.adapters.sql.secrets import Secrets
from assistant.adapters.sql.sessions import SqlSessions
from assistant.adapters.sql.silences import SqlSilences
from assistant.adapters.sql.turns import SqlTurns
from assistant.domain.joining import Pagers
from assistant.domain.oncall import OnCall


class SqlRecords(
    SqlPeople,
    SqlCredentials,
    SqlSessions,
    SqlGlass,
    SqlConversations,
    SqlEarlier,
    SqlTurns,
    SqlCases,
    SqlCaseWork,
    SqlCaseEndings,
    SqlAlerts,
    SqlChains,
    SqlDuties,
    SqlSilences,
    SqlAudit,
    SqlLedger,
    SqlCare,
    SqlQueue,
    SqlOversight,
):
    """Records in SQLite or PostgreSQL; safe among threads. The database must have been migrated."""

    def __init__(
        self,
        url: str,
        alert_urls: tuple[str, ...] = (),
        safeguarding_urls: tuple[str, ...] = (),
        *,
        keys: Sequence[MasterKey],
        oncall: OnCall | None = None,
        wait_s: float = 5.0,
        hasher: PasswordHasher | None = None,
    ) -> None:
        pagers = Pagers(oncall or OnCall.of_urls(alert_urls), safeguarding_urls)
        super().__init__(Database(url, keys=keys, wait_s=wait_s), pagers, Secrets(hasher))

    def unlock(self) -> None:
        """Refuse wrong or missing keys now instead of at the first use. Raises KeysRefused."""
        self._db.unlock()

    def close(self) -> None:
        """Give every connection back."""
        self._db.close()
