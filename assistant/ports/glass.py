"""Broken glasses, behind one small Protocol."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.glass import Glass


class GlassRecords(Protocol):
    """Who looked after a patient of another care team, why and how long."""

    def break_glass(self, glass: Glass) -> None:
        """Keep it, audited in the same transaction. Raises NotAllowed for an unknown account."""
        ...

    def glasses_of(self, clinician_id: str, now: datetime) -> tuple[Glass, ...]:
        """Those of this clinician that still count, newest first."""
        ...

    def glasses(self, since: datetime) -> tuple[Glass, ...]:
        """Every one since then, newest first."""
        ...
