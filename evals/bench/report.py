"""The measurement as a table for people, and whether it meets what is required."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.bench.cold import Start
from evals.bench.timing import Times

EMBEDDING, SERVED = "one embedding (MiniLM as published, onnxruntime)", "one embedding (the tuned graph that serves)"
BARE, TURN = "bare LangChain retriever call", "guarded, stored turn"
ASK, CHAIN = "kap ask", "bare chain"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that one run measured."""

    times: Mapping[str, Times]
    starts: Mapping[str, Start]
    questions: int
    answered: int
    turns: int
    load: float

    @property
    def turn_ratio(self) -> float:
        """The median turn over the median bare retriever call; required: at most 1."""
        return self.times[TURN].p50 / self.times[BARE].p50

    @property
    def start_ratio(self) -> float:
        """Cold start to the first answer over the bare chain's; required: at most 0.5."""
        return self.starts[ASK].seconds / self.starts[CHAIN].seconds

    @property
    def memory_ratio(self) -> float:
        """Peak memory over the bare chain's; required: at most 0.5."""
        return self.starts[ASK].megabytes / self.starts[CHAIN].megabytes

    @property
    def misses(self) -> tuple[str, ...]:
        """What is required and was not reached."""
        wanted = (
            ("turn / bare retriever call at p50", self.turn_ratio, 1.0),
            ("cold start", self.start_ratio, 0.5),
            ("peak memory", self.memory_ratio, 0.5),
        )
        return tuple(f"{name}: {found:.2f}, required at most {limit}" for name, found, limit in wanted if found > limit)


def table(figures: Figures) -> str:
    """The figures as Markdown."""
    bare = figures.times[BARE]
    lines = ["| call | p50 ms | p95 ms | p50 / bare p50 |", "|---|---|---|---|"]
    lines += [f"| {n} | {t.p50:.2f} | {t.p95:.2f} | {t.p50 / bare.p50:.2f} |" for n, t in figures.times.items()]
    lines += ["", "| cold start | seconds to the first answer | peak memory MB |", "|---|---|---|"]
    lines += [f"| {name} | {s.seconds:.2f} | {s.megabytes:.0f} |" for name, s in figures.starts.items()]
    lines += [f"| ratio | {figures.start_ratio:.2f} | {figures.memory_ratio:.2f} |"]
    return "\n".join(lines)


def document(figures: Figures, rails: str) -> str:
    """docs/benchmarks.md: where, when and what was measured, with the part about the rails below."""
    verdict = "All three are met." if not figures.misses else "Not met: " + "; ".join(figures.misses) + "."
    return f"""# Benchmarks

Written by `make bench` ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}, {machine()}, load average at the
start {figures.load:.1f}). Do not edit: run it again.

## A turn

{table(figures)}

Required: a guarded, stored turn costs no more than the bare retriever call at p50; cold start and peak memory of
`kap ask` at most half of the bare chain's. {verdict}

- {figures.questions} answerable patient questions in seeded random order; the four calls take turns, in random order,
  so that other work on the machine hits all of them alike. Of {figures.turns} turns {figures.answered} were answered.
- **Bare call**: `langchain-chroma` retriever (k=4) with `HuggingFaceEmbeddings` (sentence-transformers, torch, its own
  number of threads) over the same passages. No rails, no keyword search, no composing, nothing stored.
- **Guarded turn**: message committed, every input rail, the message embedded once, dense and keyword search, extractive
  composer, every output rail, reply and assessment committed (SQLite, WAL, `synchronous=FULL`). Patients change
  every eight turns.
- **Cold start**: a new process each time, medians, index built and file cache warm for both.

{rails}"""


def machine() -> str:
    """The processor and how many of it there are."""
    model = platform.processor() or platform.machine()
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in described if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{os.cpu_count()} × {model}"


def commit() -> str:
    """The commit that was measured, `+` when files differ from it, `unknown` outside a repository."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--exclude=*"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()
