"""Alerts leave the outbox: tried, tried again later, or visibly given up."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta

import structlog

from assistant.domain.cases import Alert, Severity
from assistant.domain.oncall import OnCall
from assistant.domain.people import DEFAULT_TEAM
from assistant.escalation.backoff import Backoff
from assistant.escalation.notice import body_of, title_of
from assistant.ports import AlertRecords, AlertSender, Clock

_log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=45)
"""How long a worker has for the alerts it took; longer than all of them can hang."""
_AT_ONCE = 8
"""Sends in flight together, so that one address that hangs does not keep the others waiting."""
_WAVE = 2 * _AT_ONCE


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
        oncall: OnCall | None = None,
        console_url: str = "",
        backoff: Backoff | None = None,
    ) -> None:
        self._records = records
        self._sender = sender
        self._clock = clock
        self._oncall = oncall or OnCall.of_urls(())
        self._console_url = console_url
        self._backoff = backoff or Backoff()

    def deliver_due(self, limit: int = 100, alive: Callable[[], None] = lambda: None) -> Deliveries:
        """Try up to `limit` due alerts, strictest first, and note at once what became of each.

        Several programs may do so together: each alert is leased by one of them. It is sent at least once: after a
        crash between sending and noting it goes out again, under the same reference, when its lease has run out.
        `alive` is called between waves. Raises RecordsUnavailable when the outbox cannot be read or written.
        """
        delivered = failed = given_up = 0
        while delivered + failed + given_up < limit:
            now = self._clock.now()
            room = limit - delivered - failed - given_up
            wave = self._records.lease_alerts(now, now + LEASE, min(_WAVE, room))
            if not wave:
                break
            for alert, handed_over in self._send_all(wave):
                now, tries = self._clock.now(), alert.attempts + 1
                which = {"alert_id": alert.id, "case_id": alert.case_id, "step": alert.step, "tries": tries}
                if handed_over:
                    self._records.alert_delivered(alert.id, now)
                    _log.info("alert_delivered", **which)
                    delivered += 1
                    continue
                next_due = self._backoff.next_due(tries, now)
                self._records.alert_failed(alert.id, next_due, now)
                if next_due is None:
                    _log.error("alert_given_up", **which)
                else:
                    _log.warning("alert_failed", **which)
                failed, given_up = (failed, given_up + 1) if next_due is None else (failed + 1, given_up)
            alive()
        return Deliveries(delivered, failed, given_up)

    def page_directly(self, severity: Severity, team: str = DEFAULT_TEAM) -> bool:
        """Send to whoever is on call first, without any record; whether at least one took it. Never raises."""
        first = self._oncall.step_after(team, 0, self._clock.now())
        urls = first[1].urls if first else ()
        if not urls:
            return False
        title, body, key = title_of(severity), body_of(severity, self._console_url), uuid.uuid4().hex
        with ThreadPoolExecutor(min(_AT_ONCE, len(urls))) as pool:
            return any(list(pool.map(lambda url: self.send(url, title, body, key), urls)))

    def send(self, url: str, title: str, body: str, key: str) -> bool:
        """Whether that address took the message. Never raises."""
        try:
            return self._sender.send(url, title, body, key)
        except Exception:  # noqa: BLE001 - a sender that breaks its promise must not stop the other alerts
            return False

    def _send_all(self, alerts: Iterable[Alert]) -> Iterator[tuple[Alert, bool]]:
        waiting = tuple(alerts)
        with ThreadPoolExecutor(min(_AT_ONCE, len(waiting))) as pool:
            sent = {pool.submit(self._send, alert): alert for alert in waiting}
            for done in as_completed(sent):
                yield sent[done], done.result()

    def _send(self, alert: Alert) -> bool:
        body = body_of(alert.severity, self._console_url, alert.case_id, alert.id)
        return self.send(alert.url, title_of(alert.severity), body, alert.id)
