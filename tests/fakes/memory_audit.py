"""An audit trail in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of the trail."""

    actor: str
    action: str
    subject: str
    at: datetime
    previous: str

    @property
    def hash(self) -> str:
        """The row and everything before it as one value."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class MemoryAudit:
    """A hash chain whose rows tests may look at and tamper with."""

    def __init__(self) -> None:
        self.rows: list[AuditRow] = []
        self._last = ""

    def append(self, actor: str, action: str, subject: str, at: datetime) -> None:
        """Add one row."""
        self.rows.append(AuditRow(actor, action, subject, at, self._last))
        self._last = self.rows[-1].hash

    def verify(self) -> tuple[int, str | None]:
        """(rows checked, None) for an intact chain; otherwise what is wrong and where."""
        last = ""
        for number, row in enumerate(self.rows):
            if row.previous != last:
                return number, f"Row {number + 1} of the audit trail does not follow the one before it."
            last = row.hash
        return len(self.rows), None if last == self._last else "The audit trail does not end where it should."
