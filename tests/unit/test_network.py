"""No test reaches the network."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import NetworkRefused


@pytest.mark.parametrize("host", ["192.0.2.1", "127.0.0.1", "example.org"])
def test_an_unmarked_test_connects_nowhere(host: str) -> None:
    with socket.socket() as opened, pytest.raises(NetworkRefused):
        opened.connect((host, 9))


def test_an_unmarked_test_looks_no_name_up() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.org", 80)


@pytest.mark.network
def test_a_marked_test_reaches_this_machine_and_no_other() -> None:
    with socket.socket() as listening, socket.socket() as opened:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        opened.connect(listening.getsockname())
        with pytest.raises(NetworkRefused):
            socket.getaddrinfo("example.org", 80)
