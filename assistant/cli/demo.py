"""`kap demo` and `kap serve`: the page and the worker beside it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from typing import Annotated

import structlog
import typer

from assistant.cli.actor import acting
from assistant.domain.errors import SettingsError
from assistant.domain.people import Role

_log = structlog.get_logger(__name__)

LOOPBACK = ("127.0.0.1", "::1", "localhost")
STOP_S = 10.0
WATCH_S = 5.0
"""How often it is looked whether the worker still runs."""


def demo(
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = False,
) -> None:
    """Build what is missing, make the demo accounts, start the worker and the page on 127.0.0.1."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.cli.progress import Bar  # noqa: PLC0415

    if not bootstrap.is_demo():
        raise SettingsError("Set KAP_DEMO=true for the demo (or run: make demo). A clinic starts with: kap serve")
    bar = Bar("Building the index")
    bootstrap.build_index(bar)
    bar.close()
    engine = bootstrap.build_engine()
    records, nobody = engine.records(), engine.access.inviting.for_nobody(acting())
    for role in (Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR):
        if records.person_named(f"demo-{role.value}") is None:
            records.add_person(f"demo-{role.value}", role, nobody)
    _serve("127.0.0.1", port, browser=browser)


def serve(
    address: Annotated[str, typer.Option("--address", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8501,
) -> None:
    """Start the worker and the page; put a TLS-terminating proxy before any other address than loopback."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    if bootstrap.is_demo() and address not in LOOPBACK:
        raise SettingsError("KAP_DEMO=true serves only on 127.0.0.1: demo accounts sign in without a password.")
    bootstrap.check_keys()
    bootstrap.check_rehearsed(settings.load())
    _serve(address, port, browser=False)


def _serve(address: str, port: int, *, browser: bool) -> None:
    """Run worker and page until the page ends or a signal comes; neither outlives this command."""
    from assistant import bootstrap  # noqa: PLC0415

    signal.signal(signal.SIGTERM, _stop)
    children = [
        _worker(),
        subprocess.Popen([sys.executable, str(bootstrap.server_script()), address, str(port)]),  # noqa: S603
    ]
    threading.Thread(target=_announce, args=(address, port, browser), daemon=True).start()
    try:
        raise SystemExit(_watch(children))
    except KeyboardInterrupt:
        raise SystemExit(0) from None
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=STOP_S)


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "assistant", "worker"])


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait for the page to end; a worker that ends before it is started again. The page's exit code."""
    worker, page = children
    while True:
        try:
            return page.wait(timeout=WATCH_S)
        except subprocess.TimeoutExpired:
            if worker.poll() is not None:
                _log.error("worker_started_again", error=f"exit {worker.returncode}")
                children[0] = worker = _worker()


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _announce(address: str, port: int, browser: bool) -> None:
    """Say where the page is once it answers."""
    while True:
        try:
            with socket.create_connection((address, port), timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    where = f"http://{f'[{address}]' if ':' in address else address}:{port}"
    sys.stderr.write(f"Open {where}  (Ctrl+C stops it)\n")
    if browser:
        webbrowser.open(where)
