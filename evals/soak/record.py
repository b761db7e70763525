"""docs/soak.md: the last finished run of each part of the soak, in the words of its own summary line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from evals.bench.report import commit

PAGE = Path(__file__).resolve().parents[2] / "docs" / "soak.md"
_PARTS = {
    "turns": "kill -9 during stored turns (`python -m evals.soak`)",
    "crowd sqlite": "kill -9 of app and workers of a busy clinic, SQLite (`python -m evals.soak.crowd`)",
    "crowd postgres": "the same, PostgreSQL (`--database postgres`)",
    "fuzz lexical": "odd strings through the rails without a model (`python -m evals.soak.fuzz`)",
    "fuzz whole": "odd strings through the whole assessment (the same command)",
}
_HEAD = """# Soak

Written by `make soak`. Do not edit: run it again. What each part does stands in the docstring of its command; each is
seeded and goes on where it stopped. A violation or a problem is something lost, doubled, late or broken.
"""
_OPEN, _SHUT = "<!-- ", " -->"


def note(part: str, line: str, page: Path = PAGE) -> None:
    """Put the summary line of a finished part in the page, in the place of an older one."""
    known = _read(page)
    known[part] = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "commit": commit(), "line": line.strip()}
    sections = [_section(title, known[name]) for name, title in _PARTS.items() if name in known]
    page.write_text("\n".join([_HEAD, *sections, f"{_OPEN}{json.dumps(known)}{_SHUT}\n"]), encoding="utf-8")


def _section(title: str, run: dict[str, str]) -> str:
    return f"## {title[0].upper()}{title[1:]}\n\n{run['at']}, commit {run['commit']}:\n{run['line']}\n"


def _read(page: Path) -> dict[str, dict[str, str]]:
    """What the page holds already; nothing of one that is missing or was edited."""
    try:
        last = page.read_text(encoding="utf-8").splitlines()[-1]
        kept: dict[str, dict[str, str]] = json.loads(last.removeprefix(_OPEN).removesuffix(_SHUT))
    except (OSError, ValueError, IndexError):
        return {}
    return kept
