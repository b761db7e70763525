"""`kap library ledger`: every decision about documents, in a file and back."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.errors import LibraryError, NotAllowed
from assistant.domain.people import Role

app = typer.Typer(no_args_is_help=True)


@app.callback()
def group() -> None:
    """Every decision about documents, in a file and back."""


@app.command("export")
def export(file: Annotated[Path, typer.Argument(help="Where to write it.")]) -> None:
    """Write every decision and every text that one was about, with a hash over all of it."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.retrieval.ledger_file import write_ledger  # noqa: PLC0415

    opened = bootstrap.open_library()
    records = opened.records()
    entries = records.ledger()
    texts = {entry.sha256: records.text_read(entry.sha256) or "" for entry in entries}
    records.audit(acting(), "library_ledger_exported", "-", opened.clock.now())
    try:
        file.write_text(write_ledger(entries, texts), encoding="utf-8")
    except OSError as error:
        raise LibraryError(f"{file}: it cannot be written ({error.strerror}).") from error
    sys.stderr.write(f"{len(entries)} decisions written to {file}\n")


@app.command("import")
def bring_in(file: Annotated[Path, typer.Argument(help="A file that `export` wrote.")]) -> None:
    """Take in the decisions of the file that are not here yet; each needs a clinician account of that name here."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.retrieval.ledger_file import read_ledger  # noqa: PLC0415

    try:
        entries, texts = read_ledger(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{file}: it cannot be read as UTF-8 text.") from error
    opened = bootstrap.open_library()
    records = opened.records()
    mapped = []
    for entry in entries:
        person = records.person_named(entry.person_name)
        if person is None or person.role is not Role.CLINICIAN:
            raise NotAllowed(
                f"The file holds decisions of {entry.person_name}, who has no clinician account here. Nothing was "
                "taken. Add the account first."
            )
        if entry.at > opened.clock.now():
            raise NotAllowed("The file holds a decision of the future. Check both clocks. Nothing was taken.")
        mapped.append(replace(entry, person_id=person.id))
    taken = sum(records.decide(entry, texts[entry.sha256], by=acting()) for entry in mapped)
    sys.stderr.write(f"{taken} decisions taken, {len(entries) - taken} were here already\n")
