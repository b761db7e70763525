"""`kap audit`: the hash-chained trail."""

from __future__ import annotations

import sys

import typer

app = typer.Typer(no_args_is_help=True)


@app.callback()
def group() -> None:
    """The hash-chained trail."""


@app.command("verify")
def verify() -> None:
    """Check the whole chain; exit 1 and say where when a row was altered, removed or reordered."""
    from assistant import bootstrap  # noqa: PLC0415

    checked, problem = bootstrap.build_engine().records().verify_audit()
    if problem is not None:
        sys.stderr.write(f"kap: the audit trail is not intact: {problem}\n")
        raise SystemExit(1)
    sys.stdout.write(f"intact: {checked} rows\n")
