"""What every test gets: no network, and (for those that ask) a data directory with the real model and index in it."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK_MARKERS = ("network", "browser", "postgres", "model")
"""Tests with one of these markers may speak to this machine; none may speak to another."""


class NetworkRefused(BaseException):
    """A test tried to reach the network; no product code may catch this."""


@pytest.fixture(autouse=True)
def quiet_for_one_test() -> Iterator[None]:
    """A measurement that a test calls turns logging off for its own process; the next test hears it again."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and name look-up; loopback only for marked tests, sockets of the file system always."""
    loopback = any(request.node.get_closest_marker(name) for name in LOOPBACK_MARKERS)
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        if not (loopback and _is_loopback(host)):
            _refuse(host, marked=loopback)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            check(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            check(address[0])
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        check(host)
        return look_up(host, *arguments, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take every setting of the developer's shell away, and keep what is written by mistake out of the home folder."""
    for name in list(os.environ):
        if name.startswith("KAP_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def built_data() -> Path:
    """A data directory with the index of the library as it is now; never write to it.

    It is kept between runs, because building takes most of a minute, and brought up to date under a lock.
    """
    from assistant import bootstrap
    from assistant.adapters.fitted_directions import FittedDirections
    from assistant.retrieval.indexing import ensure_index
    from assistant.settings import Settings

    folder = ROOT / ".pytest_cache" / "kap-data"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings = Settings(data_dir=folder)
        ensure_index(
            bootstrap.load_library(settings),
            bootstrap.make_embedder(settings),
            bootstrap.make_store(settings),
            fit=FittedDirections(),
        )
    return folder


@pytest.fixture
def ready_data(built_data: Path, tmp_path: Path) -> Iterator[Path]:
    """A data directory of this test alone, ready to answer: the index is a copy."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    shutil.copytree(built_data / "index", folder / "index")
    yield folder
    forget_index(folder)


def forget_index(folder: Path) -> None:
    """Take the folder out of Chroma's cache of opened folders, so that its files are closed."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(folder / "index"), None)


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in (None, "", "localhost", "::1", "0.0.0.0") or str(name).startswith("127.")


def _refuse(host: object, *, marked: bool) -> NoReturn:
    advice = "tests reach this machine only" if marked else f"mark the test with one of {', '.join(LOOPBACK_MARKERS)}"
    raise NetworkRefused(f"a test tried to reach {host!r}: {advice}")
