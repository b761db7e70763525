"""What happens to the embedded index when its files break, and to the client when its server does."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.domain.errors import IndexUnavailable

ENTRIES = (("a", (1.0, 0.0), "one"), ("b", (0.0, 1.0), "two"))


def test_a_corrupt_folder_holds_nothing_usable_and_is_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 500)
    store = ChromaVectorStore(folder=folder)

    assert store.state() is None
    with pytest.raises(IndexUnavailable, match="kap library build"):
        store.nearest((1.0, 0.0), 1)
    store.replace("model", "v1", ENTRIES)
    assert store.state() == ("model", "v1", 2)


def test_a_half_built_index_is_never_current(tmp_path: Path) -> None:
    store = ChromaVectorStore(folder=tmp_path / "index")
    store.replace("model", "v1", ENTRIES)

    with pytest.raises(IndexUnavailable):
        store.replace("model", "v2", [*ENTRIES, ("c", (1.0, 0.0, 0.0), "of another length")])

    assert store.state() == ("model", "v1", 2)
    assert store.nearest((1.0, 0.0), 1)[0][0] == "a"


def test_an_index_that_lost_entries_is_not_usable(tmp_path: Path) -> None:
    store = ChromaVectorStore(folder=tmp_path / "index")
    store.replace("model", "v1", ENTRIES)
    client = chromadb.PersistentClient(str(tmp_path / "index"), Settings(anonymized_telemetry=False))
    current = str((client.get_collection("kap-passages", embedding_function=None).metadata or {})["current"])
    client.get_collection(current, embedding_function=None).delete(ids=["a"])

    assert store.state() is None


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(IndexUnavailable):
        ChromaVectorStore(folder=tmp_path / "file" / "index").replace("model", "v1", ENTRIES)


@pytest.mark.network
def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    store = ChromaVectorStore(url=f"http://127.0.0.1:{port}")

    for attempt in (store.state, lambda: store.nearest((1.0, 0.0), 1)):
        with pytest.raises(IndexUnavailable, match="KAP_CHROMA_URL"):
            attempt()


@pytest.mark.network
def test_a_server_that_hangs_costs_no_more_than_its_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        store = ChromaVectorStore(url=f"http://127.0.0.1:{silent.getsockname()[1]}", seconds=0.3)
        started = time.perf_counter()

        with pytest.raises(IndexUnavailable):
            store.nearest((1.0, 0.0), 1)

        assert time.perf_counter() - started < 3


def test_a_store_has_one_home() -> None:
    with pytest.raises(ValueError, match="either"):
        ChromaVectorStore()
