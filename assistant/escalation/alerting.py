"""Alerts leave the outbox: tried, tried again later, or visibly given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from assistant.domain.cases import Alert, Severity
from assistant.escalation.backoff import Backoff
from assistant.escalation.notice import body_of, title_of
from assistant.ports import AlertRecords, AlertSender, Clock

_AT_ONCE = 8
"""Sends in flight together, so that one address that hangs does not keep the others waiting."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How many alerts were handed over, will be tried again, and were given up."""

    delivered: int = 0
    failed: int = 0
    given_up: int = 0


class Alerting:
    """Delivers due alerts, and pages directly when there are no records to take them from."""

    def __init__(
        self,
        records: AlertRecords,
        sender: AlertSender,
        clock: Clock,
        *,
        urls: tuple[str, ...] = (),
        console_url: str = "",
        backoff: Backoff | None = None,
    ) -> None:
        self._records = records
        self._sender = sender
        self._clock = clock
        self._urls = urls
        self._console_url = console_url
        self._backoff = backoff or Backoff()

    def deliver_due(self, limit: int = 100) -> Deliveries:
        """Try up to `limit` due alerts, strictest first, and note at once what became of each.

        An alert is sent at least once: after a crash between sending and noting it goes out again.
        Raises RecordsUnavailable when the outbox cannot be read or written.
        """
        delivered = failed = given_up = 0
        for alert, handed_over in self._send_all(self._records.due_alerts(self._clock.now(), limit)):
            now = self._clock.now()
            if handed_over:
                self._records.alert_delivered(alert.id, now)
                delivered += 1
                continue
            next_due = self._backoff.next_due(alert.attempts + 1, now)
            self._records.alert_failed(alert.id, next_due)
            failed, given_up = (failed, given_up + 1) if next_due is None else (failed + 1, given_up)
        return Deliveries(delivered, failed, given_up)

    def page_directly(self, severity: Severity) -> bool:
        """Send to every configured address without any record; whether at least one took it. Never raises."""
        if not self._urls:
            return False
        with ThreadPoolExecutor(min(_AT_ONCE, len(self._urls))) as pool:
            return any(list(pool.map(lambda url: self._send(url, severity), self._urls)))

    def _send_all(self, alerts: Iterable[Alert]) -> Iterator[tuple[Alert, bool]]:
        waiting = tuple(alerts)
        if not waiting:
            return
        with ThreadPoolExecutor(min(_AT_ONCE, len(waiting))) as pool:
            sent = {pool.submit(self._send, alert.url, alert.severity): alert for alert in waiting}
            for done in as_completed(sent):
                yield sent[done], done.result()

    def _send(self, url: str, severity: Severity) -> bool:
        try:
            return self._sender.send(url, title_of(severity), body_of(severity, self._console_url))
        except Exception:  # noqa: BLE001 - a sender that breaks its promise must not stop the other alerts
            return False
