"""`kap library`: the vetted library, its index and the clinic's own documents."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import ledger, vetting
from assistant.cli.actor import acting

app = typer.Typer(no_args_is_help=True)
app.add_typer(ledger.app, name="ledger", help="Every decision about documents, in a file and back.")
vetting.register(app)


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
def status(
    everything: Annotated[bool, typer.Option("--all", help="Name every document, not only what waits.")] = False,
) -> None:
    """What is served, how far it is vetted, what waits for a clinician, what is due for review."""
    from assistant import bootstrap  # noqa: PLC0415

    opened = bootstrap.open_library()
    library, papers = opened.library, opened.desk.papers()
    write = sys.stdout.write
    write(f"library {library.version}: {len(library.documents)} of {len(papers)} documents served, ")
    write(f"{len(library.passages)} passages; required: {opened.requires.value}\n")
    for state, count in sorted(Counter(paper.document.status.value for paper in papers).items()):
        write(f"  {state}: {count}\n")
    blocked = sum(bool(paper.unchecked_facts) for paper in papers)
    write(f"  waiting for a clinician: {sum(paper.waits for paper in papers)}\n")
    write(f"  with sentences to verify first: {blocked}\n")
    for paper in papers:
        if paper.review_due:
            write(f"  review due {paper.document.review_by.isoformat()}: {paper.document.id}\n")
        if paper.edited_since is not None:
            write(f"  edited since {paper.edited_since.person_name} approved it: {paper.document.id}\n")
    if everything:
        for paper in papers:
            facts = f", {len(paper.unchecked_facts)} to verify" if paper.unchecked_facts else ""
            write(f"  {paper.document.status.value:18} {paper.document.id}{facts}\n")


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="Markdown: a document of the library, or any text of yours.")],
    topic: Annotated[str, typer.Option("--topic", help="For a text of yours: its topic.")] = "phases",
    language: Annotated[str, typer.Option("--language", help="For a text of yours: en or es.")] = "en",
    phase: Annotated[str, typer.Option("--phase", help="For a text of yours: its phase of care.")] = "any",
) -> None:
    """Add one of the clinic's own documents; a plain text is first turned into a draft for you to complete."""
    from assistant import bootstrap  # noqa: PLC0415

    added = bootstrap.add_document(file, topic, language, phase)
    for problem in added.problems:
        sys.stdout.write(f"{problem}\n")
    sys.stderr.write(f"{added.done}\n")
    if added.problems or not added.kept:
        raise SystemExit(1)
    opened = bootstrap.open_library()
    opened.records().audit(acting(), "library_added", "-", opened.clock.now())


@app.command("export")
def export(folder: Annotated[Path, typer.Argument(help="An empty or new folder.")]) -> None:
    """Write the whole library with the clinic's own documents as one folder, ready for KAP_LIBRARY_DIR."""
    from assistant import bootstrap  # noqa: PLC0415

    sys.stderr.write(f"{bootstrap.export_library(folder)}\n")
