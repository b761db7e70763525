"""A moderation endpoint on the loopback that answers, fails or hangs, as the test asks."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class ModerationServer:
    """Serves /v1/moderations with one body and status; "hang" as the body answers only when the server closes."""

    def __init__(self, body: str, status: int = 200) -> None:
        self.body = body
        self.status = status
        self.requests: list[dict[str, Any]] = []
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._requests_class())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def base_url(self) -> str:
        """The address to configure."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _requests_class(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Requests(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append({"path": self.path, **json.loads(sent)})
                if outer.body == "hang":
                    outer.closing.wait()
                    return
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(outer.body.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
                pass

        return Requests


def moderated(*categories: str, flagged: bool | None = None) -> str:
    """The body of an answer that flags these categories."""
    on = bool(categories) if flagged is None else flagged
    table = {**dict.fromkeys(("self-harm", "violence", "hate"), False), **dict.fromkeys(categories, True)}
    return json.dumps({"id": "m", "model": "m", "results": [{"flagged": on, "categories": table}]})
