"""What is stored about the vetted library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from assistant.domain.messages import Message
from assistant.domain.vetting import Cited, LedgerEntry


class LibraryRecords(Protocol):
    """The vetting ledger, the texts it is about, and how the library is used."""

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Every decision, in the order in which they were kept."""
        ...

    def ledger_size(self) -> int:
        """How many decisions there are; cheap, and it changes exactly when the ledger does."""
        ...

    def decide(self, entry: LedgerEntry, text: str, *, by: str) -> bool:
        """Keep the decision with the text that was read, audited as done `by` in the same transaction.

        False when a decision of that id is kept already. Raises NotAllowed when `text` is not the text of
        `entry.sha256`, or the entry's person is no clinician account.
        """
        ...

    def text_read(self, sha256: str) -> str | None:
        """The text that a decision was about, or None when no decision was about it."""
        ...

    def citation_counts(self, since: datetime) -> Mapping[str, Cited]:
        """How often replies since then cited each passage, by passage id; never whose."""
        ...

    def found_nothing(self, teams: tuple[str, ...], since: datetime, limit: int) -> tuple[Message, ...]:
        """Messages since then of these care teams' patients that the library could not answer, newest first.

        None that is kept apart. For clinicians of those teams only: these are patients' words.
        """
        ...
