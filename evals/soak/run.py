"""One life of the child: started, let go, killed at a random instant, and what it had reported until then."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

LONGEST_S = 0.8
START_LIMIT_S = 300


@dataclass(frozen=True, slots=True)
class Life:
    """What one child reported."""

    accepted: tuple[str, ...]
    released: tuple[str, ...]
    recovered: bool


def live_and_die(data: Path, seed: int, number: int) -> Life:
    """Start a child, let it work for a random while, kill it with SIGKILL. Raises RuntimeError when it never starts."""
    after = random.Random(f"{seed}:{number}").uniform(0.0, LONGEST_S)  # noqa: S311 - an instant, not a secret
    with _start(data, f"{seed}:{number}") as child:
        killer = threading.Timer(after, lambda: child.send_signal(signal.SIGKILL))
        _let_go(child)
        killer.start()
        lines = child.stdout.read().splitlines() if child.stdout else []
        killer.join()
    if child.returncode != -signal.SIGKILL:
        raise RuntimeError(f"the child ended by itself with {child.returncode} instead of being killed")
    return _read(lines)


def recover(data: Path) -> None:
    """One start that only recovers, and is not killed; builds whatever is missing. Raises RuntimeError on failure."""
    with _start(data, "recover", "--recover-only") as child:
        _let_go(child)
        if child.stdout:
            child.stdout.read()
    if child.returncode != 0:
        raise RuntimeError("the recovering start failed")


def _start(data: Path, run: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "evals.soak.child", "--data", str(data), "--run", run, *more]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _let_go(child: subprocess.Popen[str]) -> None:
    watch = threading.Timer(START_LIMIT_S, child.kill)
    watch.start()
    first = child.stdout.readline() if child.stdout else ""
    watch.cancel()
    if '"ready"' not in first:
        child.kill()
        raise RuntimeError("the child did not start; run `python -m evals.soak.child` by hand to see why")
    if child.stdin:
        child.stdin.write("go\n")
        child.stdin.flush()


def _read(lines: list[str]) -> Life:
    reports = [json.loads(line) for line in lines if line.endswith("}")]
    return Life(
        tuple(r["accepted"] for r in reports if "accepted" in r),
        tuple(r["released"] for r in reports if "released" in r),
        any("recovered" in r for r in reports),
    )
