"""`kap library`: the vetted library and its index."""

from __future__ import annotations

import sys
from collections import Counter

import typer

app = typer.Typer(no_args_is_help=True)


@app.command("build")
def build() -> None:
    """Export the embedding model once and build the index; does nothing when both are current."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.cli.progress import Bar  # noqa: PLC0415

    bar = Bar("Building the index")
    report = bootstrap.build_index(bar)
    bar.close()
    sys.stderr.write(f"{report}\n")


@app.command("lint")
def lint() -> None:
    """Check every document, source and help line against the library's rules; exit 1 when one is broken."""
    from assistant import bootstrap  # noqa: PLC0415

    problems = bootstrap.lint_library()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        sys.stderr.write(f"kap: {len(problems)} problems in the library\n")
        raise SystemExit(1)
    sys.stderr.write("The library keeps its rules.\n")


@app.command("status")
def status() -> None:
    """What is served, how far it is vetted, and what is due for review."""
    from assistant import bootstrap  # noqa: PLC0415

    engine = bootstrap.build_engine()
    today = engine.clock.now().date()
    states = Counter(document.status.value for document in engine.library.documents)
    due = [d for d in engine.library.documents if (d.review_by - today).days <= 30]  # noqa: PLR2004 - a month's notice
    sys.stdout.write(f"library {engine.library.version}: {len(engine.library.documents)} documents served, ")
    sys.stdout.write(f"{len(engine.library.passages)} passages; required: {engine.library_requires.value}\n")
    for state, count in sorted(states.items()):
        sys.stdout.write(f"  {state}: {count}\n")
    for document in due:
        sys.stdout.write(f"  review due {document.review_by.isoformat()}: {document.id}\n")
