"""A real server in its own process, and Debian's Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.mailbox import Mailbox, mail_server, mail_url
from tests.browser.visitor import Visitor, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

START_S = 240
CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and skip it where there is no Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="module")
def mail_port() -> int:
    """Where the clinic's mail server listens."""
    return free_port()


@pytest.fixture(scope="module")
def mailbox(mail_port: int) -> Iterator[Mailbox]:
    """The mails that alerts became."""
    with mail_server(mail_port) as box:
        yield box


@pytest.fixture(scope="module")
def server(
    built_data: Path, tmp_path_factory: pytest.TempPathFactory, mail_port: int, mailbox: Mailbox
) -> Iterator[str]:
    """The address of a running demo with a prepared index and nobody's records; no case of another file waits there."""
    assert not mailbox.mails
    port = free_port()
    more = {"KAP_DEMO": "true", "KAP_ALERT_URLS": mail_url(mail_port), "KAP_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    with serving("demo", port, more, built_data, tmp_path_factory.mktemp("demo")):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(command: str, port: int, more: Mapping[str, str], built_data: Path, folder: Path) -> Iterator[Path]:
    """`kap demo` or `kap serve` on that port with these settings, until the block ends; its data directory."""
    (folder / "data").mkdir()
    shutil.copytree(built_data / "index", folder / "data" / "index")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("KAP_", "STREAMLIT_"))}
    surroundings |= {"KAP_DATA_DIR": str(folder / "data"), "KAP_REGION": "US"}
    surroundings |= {"KAP_CLINIC_NAME": "Harbor Clinic", "KAP_CLINIC_PHONE": "555-0100"}
    with (folder / "log.txt").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "assistant", command, "--port", str(port)],
            env=surroundings | dict(more),
            stderr=log,
            stdout=log,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", running)
            yield folder / "data"
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=30)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file; every visitor has a profile of their own.

    While it is open its event loop counts as running in this thread, so no later file may find it still open.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Visitor]:
    """Somebody with a phone."""
    with visit(chromium, server, phone=True) as visitor:
        yield visitor


@pytest.fixture
def desktop(chromium: Browser, server: str) -> Iterator[Visitor]:
    """Somebody at a desk."""
    with visit(chromium, server, phone=False) as visitor:
        yield visitor


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it served a page"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the server did not start in time")
