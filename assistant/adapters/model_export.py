"""Exports the embedding model once to a float32 ONNX graph that gives the same vectors without torch."""

from __future__ import annotations

import json
import math
import os
import tempfile
import warnings
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.adapters.graph_run import GraphRun
from assistant.adapters.model_files import ModelFiles, sha256_of
from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Embedded, Vector

PARITY = 0.9999
INNER = "middle half of the layers, mean over tokens"
"""What a graph gives beside its vectors; a graph that was exported with another answer is made anew."""
SENTENCES = (
    "Is it normal to feel raw the day after a session?",
    "no",
    "i cant sleep and keep thinking about what came up, who do i call",
    "Ketamine-assisted psychotherapy combines supervised ketamine with talking therapy before and after.",
    "¿Es normal sentirse triste al día siguiente?",
    "A long one. " * 60,
)


@dataclass(frozen=True, slots=True)
class Graph:
    """An exported graph and the files that it was made from."""

    path: str
    """Beside its record: the record holds the file's name only, so that a data folder can be moved."""
    graph_sha256: str
    graph_size: int
    graph_mtime_ns: int
    weights_sha256: str
    weights_size: int
    weights_mtime_ns: int
    tokenizer_sha256: str
    dimension: int
    max_tokens: int
    least_cosine: float
    inner: str


def read_graph(files: ModelFiles, graphs: Path) -> Graph | None:
    """The graph that was exported from exactly these files, or None; cheap, for every start.

    The weights are recognised by size and modification time, and read in full only when those changed.
    """
    stamp = files.stamp()
    for record in sorted(graphs.glob("*.json")):
        try:
            graph = Graph(**json.loads(record.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        if graph.inner != INNER:
            continue
        same = stamp == (graph.weights_size, graph.weights_mtime_ns)
        if files.expected not in (None, graph.weights_sha256) or sha256_of(files.tokenizer) != graph.tokenizer_sha256:
            continue
        if not same and (stamp[0] != graph.weights_size or files.checked_weights() != graph.weights_sha256):
            continue
        graph = replace(graph, path=str(graphs / graph.path))
        if _is_whole(graph):
            return graph
    return None


def _is_whole(graph: Graph) -> bool:
    try:
        found = Path(graph.path).stat()
    except OSError:
        return False
    if found.st_size != graph.graph_size:
        return False
    return found.st_mtime_ns == graph.graph_mtime_ns or sha256_of(Path(graph.path)) == graph.graph_sha256


def verify_graph(files: ModelFiles, graph: Graph) -> None:
    """Read weights and graph in full; raises ModelUnavailable naming the one that changed. For `kap doctor`."""
    if files.checked_weights() != graph.weights_sha256:
        raise ModelUnavailable(f"{files.weights} is not what {graph.path} was made from; run `kap library build`.")
    if sha256_of(Path(graph.path)) != graph.graph_sha256:
        raise ModelUnavailable(f"{graph.path} is damaged; delete it and run `kap library build`.")


def export_graph(files: ModelFiles, graphs: Path) -> Graph:
    """Export, compare with sentence-transformers on fixed sentences, and only then put the graph in place.

    Takes about 10 s. Raises ModelUnavailable when the model cannot be exported faithfully; then
    sentence-transformers serves instead.
    """
    reference = SentenceTransformersEmbedder(files)
    weights = reference.fingerprint
    expected = reference.look(SENTENCES)
    max_tokens = _max_tokens(files)
    stamp = files.stamp()
    try:
        graphs.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=graphs) as scratch:
            draft = Path(scratch) / "graph.onnx"
            _write(files, draft)
            least = _least_cosine(draft, files, max_tokens, expected)
            if least < PARITY:
                raise ModelUnavailable(
                    f"The exported graph differs from the model (cosine {least:.4f}); it is not used."
                )
            graph = Graph(
                path=f"{weights}.onnx",
                graph_sha256=sha256_of(draft),
                graph_size=draft.stat().st_size,
                graph_mtime_ns=draft.stat().st_mtime_ns,
                weights_sha256=weights,
                weights_size=stamp[0],
                weights_mtime_ns=stamp[1],
                tokenizer_sha256=sha256_of(files.tokenizer),
                dimension=len(expected[0].vector),
                max_tokens=max_tokens,
                least_cosine=round(least, 6),
                inner=INNER,
            )
            draft.replace(graphs / graph.path)
            record = Path(scratch) / "graph.json"
            record.write_text(json.dumps(asdict(graph), indent=2) + "\n", encoding="utf-8")
            record.replace(graphs / f"{weights}.json")
    except OSError as error:
        raise ModelUnavailable(f"The graph cannot be written to {graphs}; make KAP_DATA_DIR writable.") from error
    return replace(graph, path=str(graphs / graph.path))


def _max_tokens(files: ModelFiles) -> int:
    settings = files.folder / "sentence_bert_config.json"
    try:
        return int(json.loads(settings.read_text(encoding="utf-8"))["max_seq_length"])
    except (OSError, ValueError, KeyError, TypeError):
        return 256


def _least_cosine(draft: Path, files: ModelFiles, max_tokens: int, expected: tuple[Embedded, ...]) -> float:
    """The least similarity to the reference among all vectors, the inner ones included."""
    found = GraphRun(draft, files.tokenizer, max_tokens, threads=1).look(SENTENCES)
    pairs = list(zip(found, expected, strict=True))
    vectors = [_cosine(ours.vector, theirs.vector) for ours, theirs in pairs]
    return min(vectors + [_cosine(ours.inner, theirs.inner) for ours, theirs in pairs])


def _cosine(one: Vector, other: Vector) -> float:
    across = sum(a * b for a, b in zip(one, other, strict=True))
    return across / (math.hypot(*one) * math.hypot(*other))


def _write(files: ModelFiles, path: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        import torch  # noqa: PLC0415  its import takes seconds
        from transformers import AutoModel, logging  # noqa: PLC0415

        quiet: Any = logging
        quiet.set_verbosity_error()  # it reports the unused pooling layer, and draws a bar
        quiet.disable_progress_bar()

        class Pooled(torch.nn.Module):
            """Mean of the token vectors, brought to length 1, as the model's own modules do; and the inner mean."""

            def __init__(self, inner: Any) -> None:
                super().__init__()
                self.inner = inner

            def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
                states = self.inner(
                    input_ids=input_ids,
                    attention_mask=attention_mask,
                    token_type_ids=token_type_ids,
                    output_hidden_states=True,
                ).hidden_states
                kept = attention_mask.unsqueeze(-1).to(states[-1].dtype)
                count = kept.sum(1).clamp(min=1e-9)
                mean = (states[-1] * kept).sum(1) / count
                middle = torch.stack(states[len(states) // 2 : -1]).mean(0)
                return torch.nn.functional.normalize(mean, p=2, dim=1), (middle * kept).sum(1) / count

        model = AutoModel.from_pretrained(
            files.folder, add_pooling_layer=False, attn_implementation="eager", local_files_only=True
        ).eval()
        ids = torch.ones(2, 7, dtype=torch.long)
        names = ["input_ids", "attention_mask", "token_type_ids"]
        axes = {name: {0: "texts", 1: "tokens"} for name in names} | {"vector": {0: "texts"}, "inner": {0: "texts"}}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracing exporter warns of its age and of constants in attention masks
            torch.onnx.export(
                Pooled(model), (ids, ids, torch.zeros_like(ids)), str(path), input_names=names,
                output_names=["vector", "inner"], dynamic_axes=axes, dynamo=False, opset_version=17,
            )  # fmt: skip
    except (ImportError, RuntimeError, TypeError, ValueError, KeyError) as error:
        raise ModelUnavailable(
            f"The model in {files.folder} cannot be exported; sentence-transformers serves it instead."
        ) from error
