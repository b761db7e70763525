"""`kap users`: accounts."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.conversation.engine import Engine
from assistant.domain.errors import NotAllowed, SettingsError
from assistant.domain.people import DEFAULT_TEAM, Person, Role

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The account's name.")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="Care team; repeat it for a clinician of several.")]


@app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="What the account may do.")],
    team: Teams = None,
) -> None:
    """Create an account and print its invitation once; only a hash of it is kept."""
    if not name.strip() or not name.isprintable():
        raise SettingsError("Give the account a name of visible characters.")
    engine = _engine()
    invitation = engine.access.inviting.new(acting())
    engine.records().add_person(name, role, invitation, tuple(team or (DEFAULT_TEAM,)))
    sys.stdout.write(f"{invitation.code}\n")


@app.command("list")
def list_people() -> None:
    """Every account: name, role, active or not, care teams; reading them is audited."""
    engine = _engine()
    engine.records().audit(acting(), "users_listed", "-", engine.clock.now())
    for person in engine.records().people():
        active = "active" if person.active else "disabled"
        sys.stdout.write(f"{person.name}\t{person.role.value}\t{active}\t{','.join(person.teams)}\n")


@app.command("disable")
def disable(name: Name) -> None:
    """Let the account in no more; what it wrote stays."""
    engine, person = _known(name)
    engine.records().set_active(person.id, False, acting(), engine.clock.now())


@app.command("enable")
def enable(name: Name) -> None:
    """Let a disabled account in again."""
    engine, person = _known(name)
    engine.records().set_active(person.id, True, acting(), engine.clock.now())


@app.command("reset")
def reset(name: Name) -> None:
    """Replace the password or invitation by a new invitation, and print it once."""
    engine, person = _known(name)
    invitation = engine.access.inviting.new(acting())
    engine.records().reset_invitation(person.id, invitation)
    sys.stdout.write(f"{invitation.code}\n")


@app.command("team")
def team(
    name: Name,
    teams: Annotated[list[str], typer.Argument(help="Care team; several for a clinician of several.")],
) -> None:
    """Move the account to these care teams."""
    engine, person = _known(name)
    engine.records().set_teams(person.id, tuple(teams), acting(), engine.clock.now())


@app.command("role")
def role(name: Name, wanted: Annotated[Role, typer.Argument(help="The new role.")]) -> None:
    """Give a staff account another role."""
    engine, person = _known(name)
    engine.records().set_role(person.id, wanted, acting(), engine.clock.now())


@app.command("session")
def session(
    name: Name,
    day: Annotated[str, typer.Argument(help="The day of the last or next session, 2026-11-27; `none` takes it back.")],
) -> None:
    """Say when a patient's last or next session is: what the library holds for that phase then comes first."""
    engine, person = _known(name)
    try:
        on = None if day == "none" else date.fromisoformat(day)
    except ValueError:
        raise SettingsError("Give the day as 2026-11-27, or `none`.") from None
    engine.records().set_session(person.id, on, acting(), engine.clock.now())


@app.command("end-care")
def end_care(
    name: Name,
    on: Annotated[str, typer.Option("--on", help="The day, as 2026-11-27; today without it.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Care goes on.")] = False,
) -> None:
    """Note when a patient's care ended: from that day KAP_RETENTION_DAYS count. The account stays as it is."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    engine, person = _known(name)
    now = engine.clock.now()
    try:
        day = None if undo else date.fromisoformat(on) if on else now.date()
    except ValueError:
        raise SettingsError("Give the day as 2026-11-27.") from None
    bootstrap.end_care(settings.load(), person.id, day, acting(), now)


@app.command("hold")
def hold(
    name: Name,
    release: Annotated[bool, typer.Option("--release", help="Retention may have the records again.")] = False,
) -> None:
    """Keep everything of a patient whatever day it is, for example while a complaint is open."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    engine, person = _known(name)
    bootstrap.hold(settings.load(), person.id, not release, acting(), engine.clock.now())


def _engine() -> Engine:
    from assistant import bootstrap  # noqa: PLC0415

    return bootstrap.build_engine()


def _known(name: str) -> tuple[Engine, Person]:
    engine = _engine()
    person = engine.records().person_named(name)
    if person is None:
        raise NotAllowed("There is no account of that name. See them with: kap users list")
    return engine, person
