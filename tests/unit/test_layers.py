"""What import-linter cannot see, and what holds across the whole package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
LONGEST = 300
NOT_NAMES = ("manager", "helper", "handler", "util", "service", "data", "info", "process")


def imported(path: Path) -> Iterator[str]:
    """Every module that the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("entry", ["streamlit_app.py", "serve_app.py"])
def test_the_page_scripts_name_only_bootstrap_and_the_ui(entry: str) -> None:
    ours = {name for name in imported(ROOT / entry) if name.partition(".")[0] in ("assistant", "evals", "tests")}

    assert all(name in ("assistant", "assistant.bootstrap") or name.startswith("assistant.ui") for name in ours)


def test_only_the_settings_read_the_environment() -> None:
    # Adapters may switch a vendor's telemetry and downloads off; they read nothing.
    reading = re.compile(r"os\.environ(?!\.setdefault)|os\.getenv|getenv\(")

    readers = {str(p.relative_to(ROOT)) for p in MODULES if reading.search(p.read_text(encoding="utf-8"))}

    assert readers == {"assistant/settings.py"}


def test_no_module_is_longer_than_a_reader_bears() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_named_for_nothing_in_particular() -> None:
    words = {str(p.relative_to(ROOT)) for p in MODULES if set(p.stem.split("_")) & set(NOT_NAMES)}

    assert words == set()


def test_nothing_outside_the_command_line_prints() -> None:
    printing = {
        str(p.relative_to(ROOT))
        for p in MODULES
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }

    assert printing == set()


def test_nothing_in_the_package_knows_the_tests_or_evals() -> None:
    assert not {n for p in MODULES for n in imported(p) if n.partition(".")[0] in ("tests", "evals")}
