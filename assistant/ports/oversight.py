"""What a clinic counts about its cases, behind one small Protocol."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.oversight import CaseFact


class OversightRecords(Protocol):
    """Facts to count, without anything that identifies anybody."""

    def case_facts(self, since: datetime) -> tuple[CaseFact, ...]:
        """Every case opened since then except restricted ones, oldest first."""
        ...

    def active_patients(self) -> int:
        """How many patient accounts are active."""
        ...
