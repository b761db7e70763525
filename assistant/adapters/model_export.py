"""Exports the embedding model once to a float32 ONNX graph that gives the same vectors without torch."""

from __future__ import annotations

import json
import math
import os
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.adapters.graph_record import Graph, Stamp, numbers_of, write_record
from assistant.adapters.graph_run import GraphRun
from assistant.adapters.model_files import ModelFiles, sha256_of
from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

PARITY = 0.9999
SENTENCES = (
    "Is it normal to feel raw the day after a session?",
    "no",
    "i cant sleep and keep thinking about what came up, who do i call",
    "Ketamine-assisted psychotherapy combines supervised ketamine with talking therapy before and after.",
    "¿Es normal sentirse triste al día siguiente?",
    "A long one. " * 60,
)


def export_graph(files: ModelFiles, graphs: Path) -> Graph:
    """Export, compare with sentence-transformers on fixed sentences, and only then put the graph in place.

    Takes about 10 s. Raises ModelUnavailable when the model cannot be exported faithfully; then
    sentence-transformers serves instead.
    """
    reference = SentenceTransformersEmbedder(files)
    weights = reference.fingerprint
    expected = reference.embed(SENTENCES)
    max_tokens = _max_tokens(files)
    stamp = files.stamp()
    try:
        graphs.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=graphs) as scratch:
            draft = Path(scratch) / f"{weights}.onnx"
            _write(files, draft)
            least = _least_cosine(draft, files, max_tokens, expected)
            if least < PARITY:
                raise ModelUnavailable(
                    f"The exported graph differs from the model (cosine {least:.4f}); it is not used."
                )
            graph = Graph(
                path=draft.name,
                graph=Stamp.of(draft),
                numbers=Stamp.of(numbers_of(draft)),
                weights_sha256=weights,
                weights_size=stamp[0],
                weights_mtime_ns=stamp[1],
                tokenizer_sha256=sha256_of(files.tokenizer),
                dimension=len(expected[0]),
                max_tokens=max_tokens,
                least_cosine=round(least, 6),
            )
            numbers_of(draft).replace(numbers_of(graphs / graph.path))
            draft.replace(graphs / graph.path)
            record = Path(scratch) / "graph.json"
            write_record(graph, record)
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


def _least_cosine(draft: Path, files: ModelFiles, max_tokens: int, expected: tuple[Vector, ...]) -> float:
    """The least similarity to the reference among all vectors."""
    found = GraphRun(draft, files.tokenizer, max_tokens, threads=1).rows(SENTENCES)
    return min(_cosine(ours, theirs) for ours, theirs in zip(found, expected, strict=True))


def _cosine(one: Vector, other: Vector) -> float:
    across = sum(a * b for a, b in zip(one, other, strict=True))
    return across / (math.hypot(*one) * math.hypot(*other))


def _write(files: ModelFiles, path: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        import onnx  # noqa: PLC0415  heavy
        import torch  # noqa: PLC0415  its import takes seconds
        from transformers import AutoModel, logging  # noqa: PLC0415

        quiet: Any = logging
        quiet.set_verbosity_error()  # it reports the unused pooling layer, and draws a bar
        quiet.disable_progress_bar()

        class Pooled(torch.nn.Module):
            """Mean of the token vectors, brought to length 1, as the model's own modules do."""

            def __init__(self, inner: Any) -> None:
                super().__init__()
                self.inner = inner

            def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
                states = self.inner(
                    input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
                ).last_hidden_state
                kept = attention_mask.unsqueeze(-1).to(states.dtype)
                mean = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
                return torch.nn.functional.normalize(mean, p=2, dim=1)

        model = AutoModel.from_pretrained(
            files.folder, add_pooling_layer=False, attn_implementation="eager", local_files_only=True
        ).eval()
        ids = torch.ones(2, 7, dtype=torch.long)
        names = ["input_ids", "attention_mask", "token_type_ids"]
        axes = {name: {0: "texts", 1: "tokens"} for name in names} | {"vector": {0: "texts"}}
        with warnings.catch_warnings(), tempfile.TemporaryDirectory() as scratch:
            warnings.simplefilter("ignore")  # the tracing exporter warns of its age and of constants in attention masks
            whole = Path(scratch) / "whole.onnx"
            torch.onnx.export(
                Pooled(model), (ids, ids, torch.zeros_like(ids)), str(whole), input_names=names,
                output_names=["vector"], dynamic_axes=axes, dynamo=False, opset_version=17,
            )  # fmt: skip
            onnx.save_model(
                onnx.load(str(whole)), str(path), save_as_external_data=True, location=numbers_of(path).name
            )
    except (ImportError, RuntimeError, TypeError, ValueError, KeyError) as error:
        raise ModelUnavailable(
            f"The model in {files.folder} cannot be exported; sentence-transformers serves it instead."
        ) from error
