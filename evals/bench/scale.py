"""How retrieval grows: synthetic libraries of several sizes, each searched in a process of its own.

A synthetic passage is sixty words drawn from a vocabulary as skewed as a language's, and one random vector near one of
many centres, because vectors of texts lie in clusters. One passage has one vector here; in the library it has about 22.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.retrieval.words import tokens
from evals.bench.report import commit, machine
from evals.bench.timing import Times

SIZES = (300, 10_000, 100_000)
ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "evals" / "figures" / "scale.md"
_DIMENSION, _CENTRES, _VOCABULARY, _WORDS, _LONG = 384, 200, 20_000, 60, 12
_QUERIES, _NEAREST, _BY_WORDS = 200, 100, 30


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures of one size; times in milliseconds, memory of the whole process in megabytes."""

    passages: int
    build_s: float
    meaning_p50: float
    meaning_p95: float
    words_p50: float
    words_p95: float
    before_mb: float
    peak_mb: float
    on_disk_mb: float


def measure(size: int, folder: Path, seed: int = 1) -> Grown:
    """Build both indexes for so many passages in the folder, and search them."""
    before = _peak_mb()
    drawn = np.random.default_rng(seed)
    centres = drawn.normal(size=(_CENTRES, _DIMENSION))
    words = random.Random(seed)  # noqa: S311 - made-up text, not a secret
    started = time.perf_counter()
    store = ChromaVectorStore(folder=folder)
    vectors = _near(centres, size, drawn)
    store.replace("synthetic", "1", [(f"p{n}", tuple(row), f"p{n}") for n, row in enumerate(vectors.tolist())])
    keywords = Bm25Index([(f"p{n}", _text(words, _WORDS)) for n in range(size)], tokens)
    keywords.load()
    built = time.perf_counter() - started
    queries = _near(centres, _QUERIES, drawn).tolist()
    by_meaning = _times([partial(store.nearest, tuple(row), _NEAREST) for row in queries])
    questions = [" ".join(_text(words, _LONG)) for _ in range(_QUERIES)]
    by_words = _times([partial(keywords.best, question, _BY_WORDS) for question in questions])
    on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return Grown(
        passages=size,
        build_s=round(built, 1),
        meaning_p50=round(by_meaning.p50, 2),
        meaning_p95=round(by_meaning.p95, 2),
        words_p50=round(by_words.p50, 2),
        words_p95=round(by_words.p95, 2),
        before_mb=before,
        peak_mb=_peak_mb(),
        on_disk_mb=round(on_disk, 1),
    )


def section(figures: Sequence[Grown], load: float) -> str:
    """The part of docs/benchmarks.md about sizes."""
    lines = ["| passages | build s | by meaning p50 / p95 ms | by words p50 / p95 ms | memory MB | on disk MB |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [
        f"| {g.passages:,} | {g.build_s:.1f} | {g.meaning_p50:.2f} / {g.meaning_p95:.2f} "
        f"| {g.words_p50:.2f} / {g.words_p95:.2f} | {g.peak_mb:.0f} (at the start {g.before_mb:.0f}) "
        f"| {g.on_disk_mb:.0f} |"
        for g in figures
    ]
    table = "\n".join(lines)
    return f"""## Scale

Written by `make scale` ({time.strftime("%Y-%m-%d %H:%M", time.gmtime())} UTC, commit {commit()},
{machine()}, load average at the start {load:.1f}); one process a size, {_QUERIES} searches each.

{table}

Synthetic passages with one vector each, in the embedded Chroma (cosine, the {_NEAREST} nearest) and in bm25s
(the {_BY_WORDS} best); the library of 399 passages has about 9,200 vectors. Memory is the peak of the process, building
included.
"""


def run(sizes: Sequence[int] = SIZES) -> str:
    """Measure every size, keep the section, and give it back."""
    load = os.getloadavg()[0]
    figures = []
    for size in sizes:
        ran = subprocess.run(
            [sys.executable, "-m", "evals.bench.scale", str(size)], stdout=subprocess.PIPE, text=True, check=True
        )
        figures.append(Grown(**json.loads(ran.stdout)))
        print(figures[-1], file=sys.stderr)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(section(figures, load), encoding="utf-8")
    return KEPT.read_text(encoding="utf-8")


def with_section(page: str) -> str:
    """The page of benchmarks with the kept section at its end, instead of an older one; every other part stays."""
    kept = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    before, _, rest = page.partition("\n## Scale\n")
    _, more, after = rest.partition("\n## ")
    return f"{before.rstrip()}\n{more}{after}".rstrip() + "\n" + (f"\n{kept}" if kept else "")


def _near(centres: np.ndarray, count: int, drawn: np.random.Generator) -> np.ndarray:
    rows = centres[drawn.integers(0, len(centres), count)] + drawn.normal(size=(count, _DIMENSION)) * 0.8
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _text(words: random.Random, count: int) -> list[str]:
    """Words of which few are frequent and most are rare."""
    return [f"w{int(_VOCABULARY ** words.random())}" for _ in range(count)]


def _times(calls: Sequence[Callable[[], object]]) -> Times:
    taken = []
    for call in calls:
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return Times(tuple(taken))


def _peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0)


def main() -> None:
    """`python -m evals.bench.scale SIZE`: the figures of one size as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="kap-scale-") as folder:
        print(json.dumps(asdict(measure(parser.parse_args().size, Path(folder)))))


if __name__ == "__main__":
    main()
