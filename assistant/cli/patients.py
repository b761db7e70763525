"""`kap patients`: what a patient may take with them."""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role

app = typer.Typer(no_args_is_help=True)


class Form(Enum):
    """What the file is for."""

    MARKDOWN = "md"
    JSON = "json"


@app.callback()
def group() -> None:
    """What a patient may take with them."""


@app.command("export")
def export(
    name: Annotated[str, typer.Argument(help="The patient's account name.")],
    form: Annotated[Form, typer.Option("--format", help="Markdown to read, JSON for other programs.")] = Form.MARKDOWN,
    out: Annotated[Path | None, typer.Option("--out", help="A new file; standard output without it.")] = None,
) -> None:
    """Everything that was said with the patient, to hand to them; audited. Without messages that accuse staff."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.conversation.exporting import export_of  # noqa: PLC0415

    engine = bootstrap.build_engine()
    records, now = engine.records(), engine.clock.now()
    patient = records.person_named(name)
    if patient is None or patient.role is not Role.PATIENT:
        raise NotAllowed("There is no patient account of that name. See them with: kap users list")
    exported = export_of(records, patient, now, for_staff=True)
    text = exported.as_markdown() if form is Form.MARKDOWN else exported.as_json()
    records.audit(acting(), "conversations_exported", patient.id, now)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise NotAllowed(f"{out} cannot be written ({error.strerror}). Choose a new file.") from error
