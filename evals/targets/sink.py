"""A pager of this machine: takes what Apprise's json:// sends, keeps it, or refuses it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Sink:
    """Listens on a free port of the loopback until it is closed."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.down = False
        """Whether it answers every page with an error."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="eval-sink", daemon=True).start()

    @property
    def url(self) -> str:
        """Its address for Apprise, with short time-outs."""
        return f"json://127.0.0.1:{self._server.server_address[1]}/?cto=2&rto=4"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
                if not sink.down:
                    sink.bodies.append(body)
                self.send_response(500 if sink.down else 200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
                """Say nothing."""

        return Handler
