"""The tuned network as the graph that serves: ONNX with weights of eight or four bits, and what that changed."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from assistant.adapters.graph_run import GraphRun
from evals.training.features import Floats
from evals.training.network import Encoding, RiskNetwork
from evals.training.recipe import Recipe
from evals.training.shipping import Encoder

_EIGHT = 8
_BLOCK = 32


def exported(network: RiskNetwork, recipe: Recipe) -> bytes:
    """The graph: `input_ids` and `attention_mask` in, `heads` out, (texts, heads)."""
    return as_graph(network, "heads", in_eight_bits if recipe.bits == _EIGHT else _in_four_bits)


def as_graph(network: Encoding, output: str, smaller: Callable[[Path], Path]) -> bytes:
    """The network as ONNX, made smaller: `input_ids` and `attention_mask` in, (texts, tokens), that output out."""
    ids = torch.ones(2, 7, dtype=torch.long)
    axes = {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}, output: {0: "texts"}}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter warns of its age, the quantizer of a missing pre-run
        network.encoder.set_attn_implementation("eager")  # the exporter writes what it runs
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            network.eval(), (ids, ids), str(full), input_names=list(axes)[:2], output_names=[output],
            dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        return smaller(full).read_bytes()


def in_eight_bits(full: Path, **only: Any) -> Path:
    """The graph's matrices and tables with eight bits a number, in a file beside it; `only` goes to the quantizer."""
    quantization: Any = __import__("onnxruntime.quantization", fromlist=["quantize_dynamic"])
    small = full.with_name(f"{full.stem}_8.onnx")
    quantization.quantize_dynamic(
        full, small, weight_type=quantization.QuantType.QInt8, **(only or {"per_channel": True, "reduce_range": True})
    )
    return small


def _in_four_bits(full: Path) -> Path:
    """Matrices in blocks of four-bit numbers, each with a scale and an offset; the table of words in eight bits."""
    import onnx  # noqa: PLC0415  heavy

    module = "onnxruntime.quantization.matmul_nbits_quantizer"
    quantizer: Any = __import__(module, fromlist=["MatMulNBitsQuantizer"]).MatMulNBitsQuantizer
    made = quantizer(onnx.load(full), bits=4, block_size=_BLOCK, is_symmetric=False, accuracy_level=4)
    made.process()
    small = full.with_name("blocks.onnx")
    made.model.save_model_to_file(str(small), use_external_data_format=False)
    return in_eight_bits(small, op_types_to_quantize=["Gather"])


def outputs(encoder: Encoder, texts: Sequence[str], recipe: Recipe) -> Floats:
    """The uncalibrated outputs of the encoder for each text, by the code that serves; texts are read one by one.

    Such graphs scale their inputs batch by batch, so that neighbours move the last digits.
    """
    with tempfile.TemporaryDirectory() as scratch:
        graph, tokenizer = Path(scratch) / "graph.onnx", Path(scratch) / "tokenizer.json"
        graph.write_bytes(encoder.graph)
        tokenizer.write_bytes(encoder.tokenizer)
        run = GraphRun(graph, tokenizer, recipe.tokens, threads=recipe.threads, output="heads")
        return np.array([run.rows([text])[0] for text in texts], dtype=np.float64)


def drift(network: RiskNetwork, encoder: Encoder, texts: Sequence[str], recipe: Recipe) -> float:
    """The largest difference in probability between the network and what was exported of it, on the texts."""
    from evals.training.batches import Tokens  # noqa: PLC0415  opens the tokenizer

    tokens = Tokens.of(recipe)
    with torch.no_grad():
        full = np.array([torch.sigmoid(network(*tokens([text])))[0].numpy() for text in texts])
    small = 1 / (1 + np.exp(-outputs(encoder, texts, recipe)))
    return float(np.abs(full - small).max())
