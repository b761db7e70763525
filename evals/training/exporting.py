"""The tuned network as the graph that serves: ONNX with eight-bit weights, and what that changed."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from assistant.adapters.graph_run import GraphRun
from assistant.adapters.model_files import find_model
from evals.training.features import Floats
from evals.training.network import RiskNetwork
from evals.training.recipe import Recipe


def exported(network: RiskNetwork) -> bytes:
    """The graph: `input_ids` and `attention_mask` in, `heads` out, (texts, heads)."""
    ids = torch.ones(2, 7, dtype=torch.long)
    axes = {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}, "heads": {0: "texts"}}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter warns of its age, the quantizer of a missing pre-run
        network.encoder.set_attn_implementation("eager")  # the exporter writes what it runs
        full, small = Path(scratch) / "full.onnx", Path(scratch) / "small.onnx"
        torch.onnx.export(
            network.eval(), (ids, ids), str(full), input_names=list(axes)[:2], output_names=["heads"],
            dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        quantization: Any = __import__("onnxruntime.quantization", fromlist=["quantize_dynamic"])
        quantization.quantize_dynamic(
            full, small, weight_type=quantization.QuantType.QInt8, per_channel=True, reduce_range=True
        )
        return small.read_bytes()


def outputs(graph: bytes, texts: Sequence[str], recipe: Recipe) -> Floats:
    """The uncalibrated outputs of the graph for each text, by the code that serves; texts are read one by one.

    Eight-bit graphs scale their inputs batch by batch, so that neighbours move the last digits.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "graph.onnx"
        path.write_bytes(graph)
        run = GraphRun(path, find_model().tokenizer, recipe.tokens, threads=recipe.threads, output="heads")
        return np.array([run.rows([text])[0] for text in texts], dtype=np.float64)


def drift(network: RiskNetwork, graph: bytes, texts: Sequence[str], recipe: Recipe) -> float:
    """The largest difference in probability between network and graph on the texts."""
    from evals.training.batches import Tokens  # noqa: PLC0415  opens the tokenizer

    tokens = Tokens(recipe.tokens)
    with torch.no_grad():
        full = np.array([torch.sigmoid(network(*tokens([text])))[0].numpy() for text in texts])
    small = 1 / (1 + np.exp(-outputs(graph, texts, recipe)))
    return float(np.abs(full - small).max())
