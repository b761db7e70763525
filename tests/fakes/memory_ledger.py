"""The vetting ledger in memory."""

from __future__ import annotations

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.domain.vetting import LedgerEntry, sha256_of


class MemoryLedger:
    """Decisions in order, and the texts that they are about."""

    def __init__(self) -> None:
        self.entries: list[LedgerEntry] = []
        self.texts: dict[str, str] = {}

    def decide(self, entry: LedgerEntry, text: str, person: Person | None) -> bool:
        if sha256_of(text) != entry.sha256:
            raise NotAllowed("The text is not the one that was decided about. Open the document again.")
        if person is None or person.role is not Role.CLINICIAN:
            raise NotAllowed("Only a clinician's account decides about documents.")
        if any(known.id == entry.id for known in self.entries):
            return False
        self.texts[entry.sha256] = text
        self.entries.append(entry)
        return True
