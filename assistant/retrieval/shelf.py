"""The library as it may be served at this moment: a decision or a passed review date counts at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.library import Document, Library, Passage, Vetting
from assistant.domain.vetting import Ledger
from assistant.ports import Clock, LibraryRecords
from assistant.retrieval.library import indexed_library, library_of

_log = structlog.get_logger(__name__)

LOOKS_EVERY = timedelta(seconds=5)
"""How old what we know of the ledger may be: within this time a decision made elsewhere counts here."""


class Shelf:
    """A PassageSource over documents that were read before and the ledger of the records.

    Without records the last ledger that was read counts; if there never was one, nothing counts as approved.
    """

    def __init__(
        self,
        documents: tuple[Document, ...],
        requires: Vetting,
        clock: Clock,
        records: Callable[[], LibraryRecords],
    ) -> None:
        self.documents = documents
        self.indexed = indexed_library(documents)
        self._requires = requires
        self._clock = clock
        self._records = records
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self._looked_at: datetime | None = None
        self._served: tuple[tuple[int, date], Library] | None = None

    def library(self) -> Library:
        """What may be served now."""
        now = self._clock.now()
        with self._lock:
            if self._looked_at is None or not timedelta() <= now - self._looked_at < LOOKS_EVERY:
                self._look(now)
            return self._known(now.date())

    def known(self) -> Library:
        """What may be served as far as was last known; never waits for the records."""
        with self._lock:
            return self._known(self._clock.now().date())

    def ledger(self) -> Ledger:
        """Every decision. Raises RecordsUnavailable when it cannot be read now."""
        ledger = Ledger(self._records().ledger())
        with self._lock:
            self._ledger, self._looked_at = ledger, self._clock.now()
        return ledger

    def passage(self, passage_id: str) -> Passage | None:
        """The currently servable passage of that id, or None."""
        return self.library().passage(passage_id)

    def _look(self, now: datetime) -> None:
        self._looked_at = now
        try:
            records = self._records()
            if records.ledger_size() != len(self._ledger.entries):
                self._ledger = Ledger(records.ledger())
        except RecordsUnavailable as error:
            _log.warning("ledger_not_read", error=type(error).__name__)

    def _known(self, today: date) -> Library:
        key = (len(self._ledger.entries), today)
        if self._served is None or self._served[0] != key:
            self._served = key, library_of(self.documents, self._requires, today, self._ledger)
        return self._served[1]
