"""What `make` does when one of its steps fails."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def _bench(folder: Path, *failing: str) -> tuple[int, str, str]:
    """`make bench` with a Python that only says what it was asked to run, and ends with 1 for the failing ones."""
    python = folder / "python"
    wrong = " ".join(f'[ "$2" = "{name}" ] && exit 1;' for name in failing)
    python.write_text(f'#!/bin/sh\necho "$2"; {wrong} exit 0\n', encoding="utf-8")
    python.chmod(0o755)
    command = ["make", "-s", "-o", ".venv/.dev", "bench", f"BIN={folder}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    return ended.returncode, ended.stdout, ended.stderr


def test_every_benchmark_runs_when_the_console_misses_its_limit_and_the_end_says_so(tmp_path: Path) -> None:
    code, said, told = _bench(tmp_path, "evals.bench.console")

    assert (code != 0, said.split()) == (True, ["evals.bench.console", "evals.bench"])
    assert "A limit was missed by the console: see" in told


def test_two_missed_limits_are_both_named(tmp_path: Path) -> None:
    _, _, told = _bench(tmp_path, "evals.bench.console", "evals.bench")

    assert "missed by the console, turns and rails: see" in told


def test_without_a_miss_benchmarks_end_well(tmp_path: Path) -> None:
    assert _bench(tmp_path) == (0, "evals.bench.console\nevals.bench\n", "")
