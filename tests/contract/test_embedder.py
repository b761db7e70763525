"""What every Embedder promises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.local_embedder import LocalEmbedder
from assistant.adapters.model_files import PACKAGE_WEIGHTS, find_model
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from assistant.ports import Embedder
from assistant.retrieval.packaged_encoder import ENCODER
from tests.fakes.hash_embedder import HashEmbedder

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(
    params=[
        "hash",
        "packaged",
        pytest.param("onnx", marks=pytest.mark.slow),
        pytest.param("torch", marks=pytest.mark.slow),
    ]
)
def embedder(request: pytest.FixtureRequest, graphs: Path) -> Embedder:
    makers: dict[str, Callable[[], Embedder]] = {
        "hash": HashEmbedder,
        "packaged": lambda: PackagedEmbedder(ENCODER),
        "onnx": lambda: LocalEmbedder(graphs),
        "torch": lambda: SentenceTransformersEmbedder(find_model()),
    }
    return makers[request.param]()


def test_every_text_gets_one_vector_of_length_one_in_order(embedder: Embedder) -> None:
    long = "a rather longer sentence about driving home after a session " * 50

    vectors = embedder.embed(["hello", long, "hello"])

    assert len(vectors) == 3
    assert vectors[0] == pytest.approx(vectors[2], abs=1e-5)
    assert all(len(v) == embedder.dimension for v in vectors)
    assert [sum(x * x for x in v) for v in vectors] == pytest.approx([1.0, 1.0, 1.0], abs=1e-4)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]) == ()


def test_odd_texts_are_embedded_like_any(embedder: Embedder) -> None:
    vectors = embedder.embed(["", "\ud800 lone surrogate", "🙂", "\x00\u202e"])

    assert len(vectors) == 4


def test_a_text_is_embedded_alike_alone_and_in_a_batch(embedder: Embedder) -> None:
    alone = embedder.embed(["when can I drive"])[0]

    together = embedder.embed(["a much longer neighbour in the same batch, to force padding", "when can I drive"])[1]

    assert sum(a * b for a, b in zip(alone, together, strict=True)) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.slow
def test_the_exported_graph_and_the_embedder_of_record_agree(graphs: Path) -> None:
    texts = ["is it normal to feel raw today", "¿Puedo conducir?", "x"]
    served, record = LocalEmbedder(graphs), SentenceTransformersEmbedder(find_model())

    pairs = zip(served.embed(texts), record.embed(texts), strict=True)

    assert served.kind == "onnx"
    assert served.fingerprint == record.fingerprint == PACKAGE_WEIGHTS
    assert all(sum(a * b for a, b in zip(x, y, strict=True)) > 0.9999 for x, y in pairs)


@pytest.mark.slow
def test_first_uses_in_several_threads_do_not_break_each_other(tmp_path: Path) -> None:
    # Seen: two threads importing numpy, scipy and Chroma for the first time at once broke both imports.
    program = f"""
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.retrieval.packaged_encoder import ENCODER

embedder, store = PackagedEmbedder(ENCODER), ChromaVectorStore(Path({str(tmp_path)!r}))
index = Bm25Index([("a", ("word",))], str.split)
with ThreadPoolExecutor(4) as threads:
    loaded = [threads.submit(part.load) for part in (embedder, store, index, embedder)]
    for one in loaded:
        one.result()
print(embedder.kind)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)

    assert (done.stdout.strip(), done.returncode) == ("packaged", 0), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["truncated", "garbage of the same size and age", "missing"])
def test_a_damaged_exported_graph_is_made_anew(graphs: Path, tmp_path: Path, damage: str) -> None:
    good = LocalEmbedder(graphs).embed(["hello"])
    folder = tmp_path / "models"
    shutil.copytree(graphs, folder)
    (graph,) = folder.glob("*.onnx")
    found = graph.stat()
    if damage == "missing":
        graph.unlink()
    elif damage == "truncated":
        graph.write_bytes(graph.read_bytes()[:1000])
    else:
        graph.write_bytes(b"\xff" * found.st_size)
        os.utime(graph, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert LocalEmbedder(folder).embed(["hello"])[0] == pytest.approx(good[0], abs=1e-5)


@pytest.mark.slow
def test_the_same_text_has_exactly_the_same_packaged_vector_whatever_stands_beside_it() -> None:
    embedder = PackagedEmbedder(ENCODER)

    alone = embedder.embed(["when can I drive"])[0]

    assert embedder.embed(["a much longer neighbour in the same batch", "when can I drive"])[1] == alone
    assert embedder.embed([*map(str, range(20)), "when can I drive"])[-1] == alone
