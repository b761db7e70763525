"""A mail server of the clinic that keeps what arrives."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

LINK = re.compile(r"http://\S+/case\?\S+")


class Mailbox:
    """Every mail, as text: subject and body."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        mail = message_from_bytes(envelope.content, policy=default)
        body = mail.get_body(("plain", "html"))
        self.mails.append(f"{mail['subject']}\n{body.get_content() if body else ''}")
        return "250 kept"

    def next(self, after: int, wait_s: float = 60) -> str:
        """The mail after that many, once it is there."""
        until = time.monotonic() + wait_s
        while len(self.mails) <= after:
            assert time.monotonic() < until, "no mail arrived in time"
            time.sleep(0.1)
        return self.mails[after]


@contextmanager
def mail_server(port: int) -> Iterator[Mailbox]:
    """The server on that port of loopback."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def mail_url(port: int) -> str:
    """Where alerts go so that they arrive in the box."""
    return f"mailto://127.0.0.1:{port}?from=bot@clinic.test&to=on-call@clinic.test&format=text"
