"""Cuts a large graph into files that code hosts take, and joins them again."""

from __future__ import annotations

import tempfile
from pathlib import Path

LARGEST = 95_000_000
"""Bytes of one file."""


def sharded(graph: bytes, name: str, largest: int = LARGEST) -> dict[str, bytes]:
    """The graph's files by name, `name` first; numbers that it has no room for stand in files beside it, in order.

    Raises ValueError for a table of numbers that is larger than a file may be.
    """
    if len(graph) <= largest:
        return {name: graph}
    import onnx  # noqa: PLC0415  heavy
    from onnx.external_data_helper import set_external_data  # noqa: PLC0415

    model = onnx.load_model_from_string(graph)
    room, number = largest, 1
    for table in sorted(model.graph.initializer, key=lambda one: -len(one.raw_data)):
        size = len(table.raw_data)
        if size > largest:
            raise ValueError(f"{size} bytes in one table are too many for a file")
        if size < _LEAST:
            continue
        if size > room:
            room, number = largest, number + 1
        room -= size
        set_external_data(table, f"{Path(name).stem}_{number}.bin")
    with tempfile.TemporaryDirectory() as scratch:
        onnx.save_model(model, Path(scratch) / name)
        found = {path.name: path.read_bytes() for path in sorted(Path(scratch).iterdir())}
    return {name: found.pop(name), **found}


def beside(graph: Path) -> list[Path]:
    """The files of numbers that stand beside the graph of that path, in order; [] for a graph that is one file."""
    return sorted(graph.parent.glob(f"{graph.stem}_*.bin"))


def joined(graph: Path) -> bytes:
    """The graph as one, with all its numbers."""
    import onnx  # noqa: PLC0415  heavy

    if not beside(graph):
        return graph.read_bytes()
    model = onnx.load_model(graph)
    for table in model.graph.initializer:
        table.ClearField("data_location")  # as it was: nowhere else
    whole: bytes = model.SerializeToString()
    return whole


_LEAST = 1024
"""Bytes of a table below which it stays in the graph."""
