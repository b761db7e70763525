"""Runs the `kap` command in this process: its exit code, its standard output as bytes, its standard error."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import structlog

from assistant import bootstrap
from assistant.cli import main
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from tests.fakes.scripted_rails import ScriptedInputRail, danger, request
from tests.fakes.stage import Stage


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run of the command left."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines; fails when anything else stands there."""
        return [json.loads(line) for line in self.out.splitlines()]


Kap = Callable[..., Ran]


@pytest.fixture
def kap(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kap]:
    """Call it with the arguments, and with `stdin` for what is piped in."""

    def run(*arguments: str, stdin: bytes = b"", encoding: str = "utf-8") -> Ran:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["kap", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding=encoding))
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(code, out.getvalue(), err.getvalue().decode())

    monkeypatch.setattr(logging.getLogger(), "handlers", list(logging.getLogger().handlers))
    yield run
    structlog.reset_defaults()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """An engine over fakes, which the command gets instead of the real one; `pat` is a patient."""
    crisis = ScriptedInputRail(
        "crisis", {"die": (danger(),), "pills in hand": (danger(Tier.IMMINENT, Concern.SELF_HARM),)}
    )
    requests = ScriptedInputRail("requests", {"how much": (request(Route.DOSING),)})
    built = Stage(rails=(crisis, requests))
    monkeypatch.setattr(bootstrap, "build_engine", lambda *_a, **_k: built.engine)
    return built


def lines(*values: object) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(value) + "\n" for value in values).encode()
