"""`kap doctor`: what is configured, what is missing, and what to do."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

_MARKS = {"ok": "ok  ", "note": "note", "warn": "WARN", "fail": "FAIL"}
_COLOURS = {"ok": "\033[32m", "note": "\033[36m", "warn": "\033[31m", "fail": "\033[1;31m"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """Examine settings, data directory, database, model, index, library, help lines, alerts; exit 1 on a failure."""
    from assistant.cli import examination  # noqa: PLC0415

    findings = examination.examine()
    if as_json:
        sys.stdout.write(json.dumps([finding.shape() for finding in findings], ensure_ascii=False) + "\n")
    else:
        colour = sys.stdout.isatty()
        for finding in findings:
            mark = _MARKS[finding.level]
            shown = f"{_COLOURS[finding.level]}{mark}\033[0m" if colour else mark
            sys.stdout.write(f"{shown}  {finding.part}: {finding.found}\n")
            if finding.what_to_do:
                sys.stdout.write(f"      -> {finding.what_to_do}\n")
    if any(finding.level == "fail" for finding in findings):
        raise SystemExit(1)
