"""The clinicians' queue as their page reads it, behind one small Protocol."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.cases import Case
from assistant.domain.queue import QueuePage, QueueView, Waiting


class QueueRecords(Protocol):
    """Looks at the queue that stay quick however many cases and conversations there are."""

    def queue(self, view: QueueView) -> QueuePage:
        """The first `view.limit` cases that meet every condition, in the order of `in_queue_order`."""
        ...

    def waiting(self, teams: tuple[str, ...] | None, *, restricted: bool = False) -> Waiting:
        """How much stands and how much of it nobody has, in these care teams or in all."""
        ...

    def cases_of(self, patient_id: str, limit: int) -> tuple[Case, ...]:
        """The patient's last cases, newest first, restricted ones among them."""
        ...
