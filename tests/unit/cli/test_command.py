"""The command itself: what is absent says so, and errors are one clear line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant import bootstrap
from assistant.bootstrap import extensions
from assistant.domain.errors import LexiconError
from tests.unit.cli.conftest import Kap


@pytest.mark.parametrize("arguments", [("eval", "safety", "--limit", "3"), ("rails", "train")], ids=" ".join)
def test_what_no_package_brings_is_said_to_be_absent(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(extensions, "entry_points", lambda **_named: ())
    monkeypatch.setattr(extensions, "_IN_A_CHECKOUT", {})

    ran = kap(*arguments)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("kap: `kap ")
    assert "absent" in ran.err


def test_an_error_on_purpose_is_one_line_without_a_traceback(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise LexiconError("lexicon entry x: its pattern does not compile")

    monkeypatch.setattr(bootstrap, "build_engine", broken)

    ran = kap("ask", "raw?")

    assert (ran.code, ran.out, ran.err) == (1, "", "kap: lexicon entry x: its pattern does not compile\n")


def test_without_a_command_it_shows_the_commands(kap: Kap) -> None:
    ran = kap()

    shown = ran.out + ran.err
    for name in ("ask", "screen", "chat", "cases", "users", "worker", "audit", "library", "doctor", "eval"):
        assert name in shown


def test_it_runs_as_a_module_too() -> None:
    ran = subprocess.run([sys.executable, "-m", "assistant", "--help"], capture_output=True, text=True, check=False)

    assert ran.returncode == 0
    assert "doctor" in ran.stdout


def test_asking_for_help_imports_neither_models_nor_the_database() -> None:
    script = (
        "import sys; sys.argv = ['kap', '--help']\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'chromadb', 'onnxruntime', 'sqlalchemy', 'streamlit', 'langchain_core', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert ran.stderr.strip() == "[]"
