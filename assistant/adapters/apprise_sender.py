"""Alerts by mail, SMS, chat or webhook through Apprise, which names the way in the URL."""

from __future__ import annotations

import threading
import time
from queue import Empty, SimpleQueue
from urllib.parse import parse_qs, quote

import stamina

_WEBHOOKS = ("json://", "jsons://", "xml://", "xmls://", "form://", "forms://")
_QUICK_TRIES = 3
_QUICK_S = 2.0
_HICCUP_S = 0.5
"""A failure that took longer may be a message that was taken and a late answer: only the outbox tries it again."""


class _NotTakenError(Exception):
    """The address did not take the message; it says nothing more, because it may be logged."""


class AppriseSender:
    """AlertSender over Apprise.

    A failure of a moment is tried again at once, three tries within two seconds. The longer waits are the outbox's.
    Apprise's own time-outs (`cto`, `rto`) do not bound a peer that drips a byte a second, so each send runs in a
    thread of its own that is left behind after `limit_s`. Beyond `stuck_at_most` such threads, sending fails at once.
    """

    def __init__(
        self, *, connect_s: float = 3.0, read_s: float = 4.0, limit_s: float = 8.0, stuck_at_most: int = 64
    ) -> None:
        self._connect_s = connect_s
        self._read_s = read_s
        self._limit_s = limit_s
        self._free = threading.BoundedSemaphore(stuck_at_most)

    def send(self, url: str, title: str, body: str, key: str) -> bool:
        """Whether the message was handed over. Never raises, never takes longer than `limit_s`."""
        if not self._free.acquire(blocking=False):
            return False
        answer: SimpleQueue[bool] = SimpleQueue()
        thread = threading.Thread(
            target=self._try, args=(_with_key(url, key), title, body, answer), daemon=True, name="alert"
        )
        try:
            thread.start()
        except RuntimeError:
            self._free.release()
            return False
        try:
            return answer.get(timeout=self._limit_s)
        except Empty:
            return False

    def _try(self, url: str, title: str, body: str, answer: SimpleQueue[bool]) -> None:
        try:
            answer.put(self._notify(url, title, body))
        except Exception:  # noqa: BLE001 - the port promises never to raise
            answer.put(False)
        finally:
            self._free.release()

    def _notify(self, url: str, title: str, body: str) -> bool:
        # Imported here: it takes a third of a second that a start without alerts does not need.
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415

        sender = Apprise()
        if not sender.add(self._with_time_outs(url)):
            return False
        quickly = stamina.retry_context(
            on=_NotTakenError, attempts=_QUICK_TRIES, timeout=_QUICK_S, wait_initial=0.2, wait_max=0.8, wait_jitter=0.2
        )
        for attempt in quickly:
            with attempt:
                # The result is truthy only for complete success; its `status` is 0 then and must not be asked itself.
                began = time.monotonic()
                if sender.notify(body=body, title=title, body_format=NotifyFormat.TEXT):
                    return True
                if time.monotonic() - began < _HICCUP_S:
                    raise _NotTakenError
                break
        return False

    @staticmethod
    def understands(url: str) -> bool:
        """Whether Apprise knows a way for that address; nothing is sent."""
        from apprise import Apprise  # noqa: PLC0415

        return bool(Apprise().add(url))

    def _with_time_outs(self, url: str) -> str:
        given = parse_qs(url.partition("?")[2])
        wanted = {"cto": self._connect_s, "rto": self._read_s}
        missing = "&".join(f"{name}={seconds:g}" for name, seconds in wanted.items() if name not in given)
        if not missing:
            return url
        return f"{url}{'&' if '?' in url else '?'}{missing}"


def _with_key(url: str, key: str) -> str:
    """A webhook also gets the key as a header, so that it can drop repeats; other ways have it in the text."""
    if not key or not url.startswith(_WEBHOOKS):
        return url
    return f"{url}{'&' if '?' in url else '?'}%2BIdempotency-Key={quote(key, safe='')}"
