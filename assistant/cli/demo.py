"""`kap demo`: the whole product on this machine, with demo accounts."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from assistant.domain.errors import SettingsError
from assistant.domain.people import Role


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
    records = bootstrap.build_engine().records()
    for role in (Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR):
        if records.person_named(f"demo-{role.value}") is None:
            records.add_person(f"demo-{role.value}", role, os.urandom(24).hex())
    sys.stderr.write(f"Open http://127.0.0.1:{port}  (demo accounts, this machine only; Ctrl+C stops it)\n")
    _serve("127.0.0.1", port, browser=browser)


def serve(
    address: Annotated[str, typer.Option("--address", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8501,
) -> None:
    """Start the worker and the page; put a TLS-terminating proxy before any other address than loopback."""
    from assistant import bootstrap  # noqa: PLC0415

    if bootstrap.is_demo() and address not in {"127.0.0.1", "::1", "localhost"}:
        raise SettingsError("KAP_DEMO=true serves only on 127.0.0.1: demo accounts sign in without a password.")
    _serve(address, port, browser=False)


def _serve(address: str, port: int, *, browser: bool) -> None:
    from assistant import bootstrap  # noqa: PLC0415

    worker = subprocess.Popen([sys.executable, "-m", "assistant", "worker"])
    try:
        page = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(bootstrap.server_script()),
            *_options(address, port, browser),
        ]
        raise SystemExit(subprocess.call(page))
    except KeyboardInterrupt:
        raise SystemExit(0) from None
    finally:
        worker.terminate()
        worker.wait(timeout=10)


def _options(address: str, port: int, browser: bool) -> list[str]:
    return [
        f"--server.address={address}",
        f"--server.port={port}",
        f"--server.headless={'false' if browser else 'true'}",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--client.showErrorDetails=none",
    ]
