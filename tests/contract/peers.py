"""Peers that take alerts, refuse them, or never finish."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Webhook:
    """A web server on loopback whose answer can be changed: `ok`, `error`, `hang`, `drip` or `drop`."""

    def __init__(self) -> None:
        self.answer = "ok"
        self.first_answers: list[str] = []
        """Used up one a request before `answer` counts."""
        self.asked = 0
        self.received: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        """The idempotency key of each received message."""
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._requests())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Its address for Apprise."""
        return f"json://127.0.0.1:{self._server.server_address[1]}/"

    @contextmanager
    def running(self) -> Iterator[Webhook]:
        """Serve until the end of the block."""
        self._thread.start()
        try:
            yield self
        finally:
            self.released.set()
            self._server.shutdown()
            self._server.server_close()
            # Sends that were left behind end now; their sockets must not be collected during another test.
            for thread in threading.enumerate():
                if thread.name == "alert":
                    thread.join(10)

    def _requests(self) -> type[BaseHTTPRequestHandler]:
        webhook = self

        class Request(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                webhook.asked += 1
                answer = webhook.first_answers.pop(0) if webhook.first_answers else webhook.answer
                if answer == "hang":
                    webhook.released.wait(30)
                if answer in ("hang", "drop"):
                    self.close_connection = True
                    return
                webhook.received.append(json.loads(body))
                webhook.keys.append(self.headers["Idempotency-Key"])
                self.send_response(500 if answer == "error" else 200)
                self.send_header("Content-Length", "100" if answer == "drip" else "0")
                self.end_headers()
                while answer == "drip" and not webhook.released.wait(0.3):
                    self.wfile.write(b".")
                    self.wfile.flush()

            def log_message(self, *_: object) -> None:
                pass

        return Request


def closed_port() -> int:
    """A port of loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield int(listener.getsockname()[1])
