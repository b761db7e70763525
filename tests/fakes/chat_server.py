"""An OpenAI-compatible server on the loopback that is good, slow, broken or endless, as the test asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class ChatServer:
    """Serves /v1/chat/completions in one `mood`; keeps what it received in `requests` and whether it was left early."""

    def __init__(self, mood: str, text: str = "[1] [2]") -> None:
        self.mood = mood
        self.text = text
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.left = threading.Event()
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

    def pieces(self) -> Iterator[bytes]:
        """The body of a streamed reply."""
        end = [_event({}, "stop"), b"data: [DONE]\n\n"]
        spoken = [_event({"content": word + " "}) for word in self.text.split(" ")]
        finite = {
            "good": spoken + end,
            "cut": spoken,
            "empty": end,
            "non_json": [b"data: <html>not json</html>\n\n"],
            "other_json": [b'data: {"hello": ["world"]}\n\ndata: 7\n\n'],
            "page": [b"<html>hello</html>"],
        }
        endless = {
            "endless": (_event({"content": "and then I would say that "}), 0.0),
            "endless_silence": (_event({"content": ""}), 0.0),
            "endless_bytes": (b"x" * 65_536, 0.0),
            "dripping": (_event({"content": "x"}), 0.1),
            "silent": (b"", 0.1),
        }
        yield from finite.get(self.mood, [])
        piece, pause = endless.get(self.mood, (b"", None))
        while pause is not None and not self.closing.wait(pause):
            yield piece

    def _requests_class(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Requests(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append(json.loads(body))
                server.headers.append(dict(self.headers))
                if server.mood.isdigit():
                    self._refuse(int(server.mood), body)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/html" if server.mood == "page" else "text/event-stream")
                self.end_headers()
                self._write(server.pieces())

            def _refuse(self, status: int, body: bytes) -> None:
                # As badly behaved as servers are: the refusal quotes the key and the prompt.
                quoted = json.dumps({"error": {"message": f"{self.headers['Authorization']} {body!r}", "code": "x"}})
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(quoted)))
                if status == 307:
                    self.send_header("Location", f"{server.base_url}/elsewhere")
                self.end_headers()
                self.wfile.write(quoted.encode())

            def _write(self, pieces: Iterator[bytes]) -> None:
                try:
                    for piece in pieces:
                        self.wfile.write(piece)
                        self.wfile.flush()
                except OSError:
                    server.left.set()

            def log_message(self, *_: object) -> None:
                pass

        return Requests


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": int(time.time()), "model": "m"}
    return b"data: " + json.dumps({**chunk, "choices": [choice]}).encode() + b"\n\n"
