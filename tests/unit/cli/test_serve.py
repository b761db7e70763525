"""`kap serve` keeps a worker beside the page."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.cli import demo


def running(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code])


def test_a_worker_that_ends_is_started_again_until_the_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def worker() -> subprocess.Popen[bytes]:
        started.append(running("import time; time.sleep(60)"))
        return started[-1]

    monkeypatch.setattr(demo, "_worker", worker)
    monkeypatch.setattr(demo, "WATCH_S", 0.05)
    children = [running("raise SystemExit(1)"), running("import time; time.sleep(3); raise SystemExit(7)")]

    code = demo._watch(children)

    assert code == 7
    assert started == children[:1]
    started[0].kill()
    started[0].wait()
