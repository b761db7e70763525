"""A sender that remembers what it was asked to carry."""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """One call of `send`."""

    url: str
    title: str
    body: str
    key: str = ""


class RecordingSender:
    """AlertSender that hands over everything except to the addresses in `refusing`."""

    def __init__(self, refusing: tuple[str, ...] = ()) -> None:
        self.refusing = set(refusing)
        self.sent: list[Sent] = []
        self._lock = threading.Lock()

    def send(self, url: str, title: str, body: str, key: str) -> bool:
        """Whether the address takes messages; the call is remembered either way."""
        with self._lock:
            self.sent.append(Sent(url, title, body, key))
        return url not in self.refusing

    @property
    def urls(self) -> list[str]:
        """The addresses that were tried, in order."""
        return [sent.url for sent in self.sent]
