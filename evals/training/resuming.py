"""Tuning goes on from an encoder that shipped: its eight-bit numbers as a network's weights."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.adapters.risk_card import GRAPH, SECOND_GRAPH
from assistant.domain.errors import ModelUnavailable
from assistant.guardrails.packaged import CLASSIFIER
from evals.training.network import RiskNetwork
from evals.training.recipe import Recipe
from evals.training.shards import joined

_TABLE = "_quantized"
_MULTIPLIED = "MatMul_quant"


def resume(network: RiskNetwork, recipe: Recipe) -> None:
    """Give the network the weights that shipped at the recipe's start; words that no round moves stay the base's.

    Raises ModelUnavailable without the project's history, ValueError for the graph of another network.
    """
    load(network, shipped_at(recipe.start, SECOND_GRAPH if recipe.base else GRAPH), recipe)


def shipped_at(commit: str, name: str) -> bytes:
    """The graph of that file name as the commit shipped it. Raises ModelUnavailable without the project's history."""
    root = CLASSIFIER.parents[2]
    wanted = ["git", "-C", str(root), "archive", commit, str(CLASSIFIER.relative_to(root))]
    try:
        made = subprocess.run(wanted, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ModelUnavailable(
            f"The tuning starts from the classifier of commit {commit}, which is not here; use a full clone, and git."
        ) from error
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(scratch, filter="data")
        return joined(Path(scratch) / CLASSIFIER.relative_to(root) / name)


def load(network: RiskNetwork, graph: bytes, recipe: Recipe) -> None:
    """Set the network's weights to the graph's, but for tables that no round of the recipe moves."""
    found = dict(_weights(graph))
    held = all(part.words_frozen for part in recipe.rounds)
    for name, parameter in network.named_parameters():
        if held and not name.startswith("head.") and ".layer." not in name:
            continue
        if name not in found or found[name].shape != tuple(parameter.shape):
            raise ValueError(f"The graph has no {name} of this shape; it is not this recipe's encoder.")
        with torch.no_grad():
            parameter.copy_(torch.from_numpy(found[name].astype(np.float32)))


def _weights(graph: bytes) -> Iterator[tuple[str, NDArray[np.generic]]]:
    import onnx  # noqa: PLC0415  heavy
    from onnx.numpy_helper import to_array  # noqa: PLC0415

    model = onnx.load_model_from_string(graph)
    stored = {one.name: to_array(one) for one in model.graph.initializer}
    for name, numbers in stored.items():
        if name.endswith(f".weight{_TABLE}"):
            yield name.removesuffix(_TABLE), _full(stored, name)
        elif name.endswith((".weight", ".bias")):
            yield name, numbers
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            path = node.name.removesuffix(_MULTIPLIED).strip("/").removesuffix("/Gemm_")
            yield f"{path.replace('/', '.')}.weight", _full(stored, node.input[1]).T


def _full(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.generic]:
    """The numbers of a table in eight bits; scales are one for all or one a column."""
    short = name.removesuffix(_TABLE)
    table, zero, scale = (stored[each].astype(np.float64) for each in (name, f"{short}_zero_point", f"{short}_scale"))
    return np.asarray((table - zero) * scale)
