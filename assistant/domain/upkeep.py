"""What the upkeep of the records reports: counts and ids, never a word of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class SealedState:
    """How the records are encrypted."""

    first: str
    """Id of the key that encrypts now."""
    texts: Mapping[str, int]
    """Key id -> how many stored texts it encrypted; without those that cannot be read."""
    unreadable: tuple[str, ...] = ()
    """`table.column key` of each text that no key opens."""

    @property
    def older(self) -> tuple[str, ...]:
        """Ids of the keys that something is still encrypted with besides the first."""
        return tuple(sorted(set(self.texts) - {self.first}))


@dataclass(frozen=True, slots=True)
class Rotation:
    """What one rotation did."""

    first: str
    texts: int
    """How many texts were encrypted anew."""
    unreadable: tuple[str, ...] = ()
    freed: tuple[str, ...] = field(default=())
    """Ids of the keys that nothing needs any more."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; it lies beside the rows in the backup's file."""

    made_at: datetime
    revision: str
    """The revision of the tables."""
    sha256: str
    """Checksum of the rows as they lie in the file."""
    rows: Mapping[str, int]
    """Table -> number of rows."""
    audit_head: str
    """Number and hash of the last row of the audit trail."""
    seal: str
    """Keyed with a secret of the database, so that nobody without the key can change what a backup says."""

    @property
    def sealed_fields(self) -> tuple[object, ...]:
        """What the seal covers."""
        return (
            "backup",
            self.made_at.isoformat(),
            self.revision,
            self.sha256,
            sorted(self.rows.items()),
            self.audit_head,
        )


class Kept(Enum):
    """Why a patient whose care has ended stays."""

    HELD = "a hold"
    OPEN_CASE = "a case that is not resolved"
    OPEN_EPISODE = "a safety episode that is not closed"
    WROTE_LATER = "a message after care ended, from which the days count"


@dataclass(frozen=True, slots=True)
class Ended:
    """One patient whose care ended long enough ago: what would go, or why they stay."""

    patient_id: str
    rows: Mapping[str, int]
    """Table -> how many rows are theirs."""
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did or read what, about what, when."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows of the audit trail are wanted; None means all."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Rows before this moment."""
