"""`kap users`: accounts."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.errors import SettingsError
from assistant.domain.people import Role

app = typer.Typer(no_args_is_help=True)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The account's name.")],
    role: Annotated[Role, typer.Option("--role", help="What the account may do.")],
) -> None:
    """Create an account and print its invitation once; only a hash of it is kept."""
    if not name.strip() or not name.isprintable():
        raise SettingsError("Give the account a name of visible characters.")
    from assistant import bootstrap  # noqa: PLC0415

    engine = bootstrap.build_engine()
    invitation = secrets.token_urlsafe(12)
    person = engine.records().add_person(name, role, invitation)
    engine.records().audit(acting(), "user_added", person.id, engine.clock.now())
    sys.stdout.write(f"{invitation}\n")


@app.command("list")
def list_people() -> None:
    """Every account: name, role, active or not."""
    from assistant import bootstrap  # noqa: PLC0415

    for person in bootstrap.build_engine().records().people():
        sys.stdout.write(f"{person.name}\t{person.role.value}\t{'active' if person.active else 'disabled'}\n")
