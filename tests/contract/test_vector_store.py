"""What every VectorStore promises."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.domain.errors import IndexUnavailable
from assistant.domain.reading import Vector
from assistant.ports import VectorStore
from tests.fakes.memory_vector_store import MemoryVectorStore

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

EAST: Vector = (1.0, 0.0, 0.0)
NORTH: Vector = (0.0, 1.0, 0.0)
NORTH_EAST: Vector = (0.6, 0.8, 0.0)
ENTRIES = (("east", EAST, "to the east"), ("north", NORTH, "to the north"), ("between", NORTH_EAST, "between"))


def _serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A Chroma server over the folder that answers."""
    chroma = Path(sys.executable).parent / "chroma"
    server = subprocess.Popen(
        [chroma, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=1)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    return server


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = _free_port()
    server = _serve(tmp_path_factory.mktemp("chroma-server"), port)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


@pytest.fixture(params=["memory", "folder", pytest.param("server", marks=pytest.mark.network)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    if request.param == "server":
        server = ChromaVectorStore(url=request.getfixturevalue("chroma_url"))
        yield server
        server.close()
        return
    makers: dict[str, Callable[[], VectorStore]] = {
        "memory": MemoryVectorStore,
        "folder": lambda: ChromaVectorStore(folder=tmp_path / "index"),
    }
    yield makers[request.param]()


def test_entries_whose_key_ends_so_are_all_compared_and_no_others(store: VectorStore) -> None:
    store.replace("model", "v1", (("a|way", EAST, ""), ("b|way", NORTH_EAST, ""), ("way|c", NORTH, "")))

    assert dict(store.ending(NORTH, "|way")) == pytest.approx({"a|way": 0.0, "b|way": 0.8}, abs=1e-6)
    assert store.ending(NORTH, "|none") == ()


def test_what_was_replaced_is_compared_no_more(store: VectorStore) -> None:
    store.replace("model", "v1", (("a|way", EAST, ""),))
    store.ending(NORTH, "|way")

    store.replace("model", "v2", (("b|way", NORTH, ""),))

    assert dict(store.ending(NORTH, "|way")) == pytest.approx({"b|way": 1.0}, abs=1e-6)


def test_a_store_without_an_index_compares_nothing(tmp_path: Path) -> None:
    empty: tuple[VectorStore, ...] = (MemoryVectorStore(), ChromaVectorStore(folder=tmp_path / "index"))
    for store in empty:
        with pytest.raises(IndexUnavailable):
            store.ending(NORTH, "|way")


def test_the_nearest_entry_comes_first_with_its_cosine(store: VectorStore) -> None:
    store.replace("model", "v1", ENTRIES)

    found = store.nearest((0.0, 1.0, 0.0), 2)

    assert [key for key, _ in found] == ["north", "between"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.8], abs=1e-5)


def test_the_state_names_model_version_and_number_of_entries(store: VectorStore) -> None:
    store.replace("model", "v1", ENTRIES)

    assert store.state() == ("model", "v1", 3)


def test_replacing_leaves_nothing_of_what_was_there(store: VectorStore) -> None:
    store.replace("model", "v1", ENTRIES)

    store.replace("other", "v2", ENTRIES[:1])

    assert store.state() == ("other", "v2", 1)
    assert [key for key, _ in store.nearest(NORTH, 5)] == ["east"]


def test_replacing_by_the_same_changes_nothing(store: VectorStore) -> None:
    store.replace("model", "v1", ENTRIES)

    store.replace("model", "v1", ENTRIES)

    assert store.state() == ("model", "v1", 3)
    assert store.nearest(EAST, 1)[0][0] == "east"


def test_a_vector_of_another_length_is_refused_with_what_to_do(store: VectorStore) -> None:
    store.replace("model", "v1", ENTRIES)

    with pytest.raises(IndexUnavailable, match="kap library build"):
        store.nearest((1.0, 0.0), 1)


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    for store in (MemoryVectorStore(), ChromaVectorStore(folder=tmp_path / "index")):
        assert store.state() is None
        with pytest.raises(IndexUnavailable, match="kap library build"):
            store.nearest(EAST, 1)


def test_another_reader_of_the_folder_follows_a_rebuild(tmp_path: Path) -> None:
    writer, reader = ChromaVectorStore(folder=tmp_path / "i"), ChromaVectorStore(folder=tmp_path / "i")
    writer.replace("model", "v1", ENTRIES)
    reader.nearest(EAST, 1)

    writer.replace("model", "v2", ENTRIES[1:2])

    assert [key for key, _ in reader.nearest(EAST, 3)] == ["north"]


@pytest.mark.network
def test_a_server_that_drops_is_named_at_once_and_used_again_when_it_is_back(tmp_path: Path) -> None:
    port = _free_port()
    server = _serve(tmp_path / "held", port)
    store = ChromaVectorStore(url=f"http://127.0.0.1:{port}")
    try:
        store.replace("model", "v1", ENTRIES)
        server.kill()
        server.wait(10)
        started = time.monotonic()
        with pytest.raises(IndexUnavailable):
            store.nearest(NORTH, 1)

        assert time.monotonic() - started < 10
        server = _serve(tmp_path / "held", port)
        assert [key for key, _ in store.nearest(NORTH, 1)] == ["north"]
    finally:
        store.close()
        server.kill()
        server.wait(10)
