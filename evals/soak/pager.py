"""The webhook that the crowd's alerts go to: a process of its own, which outlives every kill and writes down what came.

`python -m evals.soak.pager LOG SEED`: prints its port, then appends one line `TIME KEY` for each alert that it took. A
seeded tenth it answers with 500, of another tenth it drops the connection; neither is written down. A file beside the
log, named `calm`, ends that.
"""

from __future__ import annotations

import os
import random
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ODD = 0.1


def calm_file(log: Path) -> Path:
    """The file whose being there makes the pager take everything."""
    return log.with_name("calm")


def main() -> None:
    """Serve until killed."""
    log, chance = Path(sys.argv[1]), random.Random(sys.argv[2])  # noqa: S311 - an order, not a secret
    kept = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    class Request(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            odd = 1.0 if calm_file(log).exists() else chance.random()
            if odd < ODD:
                self.close_connection = True
                return
            if odd >= 2 * ODD:
                os.write(kept, f"{time.time():.6f} {self.headers['Idempotency-Key']}\n".encode())
            self.send_response(500 if odd < 2 * ODD else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever(0.05)


if __name__ == "__main__":
    main()
