"""A clock that moves only when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class SteppedClock:
    """Clock that stands still between calls of `advance`."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def now(self) -> datetime:
        """The time it was last set to."""
        return self._at

    def advance(self, **by: float) -> datetime:
        """Move forward by `timedelta(**by)` and return the new time."""
        self._at += timedelta(**by)
        return self._at
