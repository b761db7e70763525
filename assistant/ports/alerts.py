"""The outbox of alerts, and the clocks of the cases behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from assistant.domain.cases import Alert, AlertStatus
from assistant.domain.chains import Move, Watched


class AlertRecords(Protocol):
    """The outbox of alerts."""

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        """Undelivered alerts of open cases whose time has come, strictest first.

        Neither `console:` rows, nor those that a claim made needless, nor those that somebody is sending are due.
        """
        ...

    def lease_alerts(self, now: datetime, until: datetime, limit: int) -> tuple[Alert, ...]:
        """Up to `limit` due alerts that no other worker is sending, and nobody else's until then; strictest first.

        An alert whose sender died is due again when its lease has run out.
        """
        ...

    def dead_alerts(self, limit: int) -> tuple[Alert, ...]:
        """Alerts that were given up, the newest first."""
        ...

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        """Note that the alert was handed over, audited; its lease ends."""
        ...

    def alert_failed(self, alert_id: str, next_due: datetime | None, at: datetime) -> None:
        """Note a try that failed at that moment; None gives the alert up, visibly and audited. Its lease ends."""
        ...

    def alert_status(self, case_id: str) -> AlertStatus:
        """What is true now: seen beats delivered, delivered beats queued, and all given up is unreachable.

        Only alerts of the case's strictest severity count; `none` for an unknown case.
        """
        ...


class ChainRecords(Protocol):
    """Cases as their clocks see them."""

    def watched(self) -> tuple[Watched, ...]:
        """Every case that silence can move: free or claimed."""
        ...

    def move(self, case: Watched, move: Move, at: datetime) -> bool:
        """Do what silence asks for: take the case from its owner, alert a step, note that nobody is left; audited.

        False, and nothing done, when the case is no longer as it was read. Raises NotAllowed for an unknown case.
        """
        ...


class DutyRecords(Protocol):
    """Whether somebody delivers alerts, and whether alerts were seen to arrive."""

    def beat(self, name: str, at: datetime) -> None:
        """Note that the program of that name was alive at that moment."""
        ...

    def last_beat(self, name: str) -> datetime | None:
        """When it was alive last, or None when it never was."""
        ...

    def keep_alert_test(self, test_id: str, chain: str, places: Mapping[str, str], at: datetime) -> None:
        """Keep a test of that chain: the hash of each code that was sent, and to which place."""
        ...

    def confirm_alert_test(self, code_hash: str, by: str, at: datetime) -> tuple[str, tuple[str, ...]] | None:
        """Note that a code arrived, audited: its place, and the places of the same test still open; None if unknown."""
        ...

    def alerts_tested_at(self, chain: str) -> datetime | None:
        """When the last test of that chain was complete, every code of it confirmed; None when there was none."""
        ...
