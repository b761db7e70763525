"""The record of an exported graph: which files it is, and which files it was made from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assistant.adapters.model_files import ModelFiles, sha256_of
from assistant.domain.errors import ModelUnavailable


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was made; size and time tell cheaply that it still is."""

    sha256: str
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """The stamp of the file as it is now; raises OSError when there is none."""
        found = path.stat()
        return cls(sha256_of(path), found.st_size, found.st_mtime_ns)

    def fits(self, path: Path) -> bool:
        """Whether the file is still that one; read in full only when its time changed."""
        try:
            found = path.stat()
        except OSError:
            return False
        if found.st_size != self.size:
            return False
        return found.st_mtime_ns == self.mtime_ns or sha256_of(path) == self.sha256


@dataclass(frozen=True, slots=True)
class Graph:
    """An exported graph, its numbers in a file beside it, and the files that it was made from."""

    path: str
    """Beside its record: the record holds the file's name only, so that a data folder can be moved."""
    graph: Stamp
    numbers: Stamp
    weights_sha256: str
    weights_size: int
    weights_mtime_ns: int
    tokenizer_sha256: str
    dimension: int
    max_tokens: int
    least_cosine: float


def read_graph(files: ModelFiles, graphs: Path) -> Graph | None:
    """The graph that was exported from exactly these files, or None; cheap, for every start.

    The weights are recognised by size and modification time, and read in full only when those changed.
    """
    stamp = files.stamp()
    for record in sorted(graphs.glob("*.json")):
        try:
            stored = json.loads(record.read_text(encoding="utf-8"))
            stamps = {name: Stamp(**stored[name]) for name in ("graph", "numbers")}
            graph = Graph(**{**stored, **stamps})
        except (OSError, ValueError, TypeError, KeyError):
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
    path = Path(graph.path)
    return graph.graph.fits(path) and graph.numbers.fits(numbers_of(path))


def numbers_of(graph: Path) -> Path:
    """Where the numbers of a graph are: onnxruntime maps that file instead of copying it."""
    return graph.with_suffix(".bin")


def write_record(graph: Graph, path: Path) -> None:
    """Write the record of the graph to the file."""
    path.write_text(json.dumps(asdict(graph), indent=2) + "\n", encoding="utf-8")


def verify_graph(files: ModelFiles, graph: Graph) -> None:
    """Read weights and graph in full; raises ModelUnavailable naming the one that changed. For `kap doctor`."""
    if files.checked_weights() != graph.weights_sha256:
        raise ModelUnavailable(f"{files.weights} is not what {graph.path} was made from; run `kap library build`.")
    path = Path(graph.path)
    if sha256_of(path) != graph.graph.sha256 or sha256_of(numbers_of(path)) != graph.numbers.sha256:
        raise ModelUnavailable(f"{graph.path} is damaged; delete it and run `kap library build`.")
