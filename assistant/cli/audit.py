"""`kap audit`: the hash-chained trail."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.errors import SettingsError
from assistant.domain.upkeep import AuditFilter, AuditRow

app = typer.Typer(no_args_is_help=True)

Day = Annotated[str, typer.Option(help="A day or a moment in UTC, as 2026-11-27 or 2026-11-27T14:00.")]


@app.callback()
def group() -> None:
    """The hash-chained trail."""


@app.command("verify")
def verify(
    end: Annotated[
        str, typer.Option("--end", help="What an earlier run printed as its end, kept elsewhere: finds an older copy.")
    ] = "",
) -> None:
    """Check the whole chain; exit 1 and say where when a row was altered, removed or reordered."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen = settings.load()
    checked, problem = bootstrap.make_records(chosen).verify_audit()
    if problem is None and end and not bootstrap.audit_holds(chosen, end):
        problem = "It does not hold the end that you gave: this is an older or another copy of the database."
    if problem is not None:
        sys.stderr.write(f"kap: the audit trail is not intact: {problem}\n")
        raise SystemExit(1)
    sys.stdout.write(f"intact: {checked} rows\nend: {bootstrap.audit_end(chosen)}\n")


@app.command("list")
def list_rows(
    actor: Annotated[str, typer.Option("--actor", help="Account name or id, or os:USER.")] = "",
    action: Annotated[str, typer.Option("--action", help="Kind of act, for example case_read.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="Id of what it was about, or an account's name.")] = "",
    since: Day = "",
    until: Day = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many rows at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """The newest rows that fit every filter, newest first; reading them is audited."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen = settings.load()
    records = bootstrap.make_records(chosen)

    def identity(given: str) -> str | None:
        person = records.person_named(given) if given else None
        return person.id if person else given or None

    wanted = AuditFilter(identity(actor), action or None, identity(subject), _moment(since), _moment(until))
    rows = bootstrap.audit_rows(chosen, wanted, limit)
    records.audit(acting(), "audit_read", "-", bootstrap.make_clock().now())
    if as_json:
        sys.stdout.write(json.dumps([_shape(row) for row in rows]) + "\n")
        return
    names = {person.id: person.name for person in records.people()}
    for row in rows:
        who, about = (names.get(one, one) for one in (row.actor, row.subject))
        sys.stdout.write(f"{row.number}\t{row.at:%Y-%m-%d %H:%M:%S}Z\t{who}\t{row.action}\t{about}\n")


def _shape(row: AuditRow) -> dict[str, object]:
    at = row.at.isoformat()
    return {"number": row.number, "at": at, "actor": row.actor, "action": row.action, "subject": row.subject}


def _moment(given: str) -> datetime | None:
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise SettingsError("Give a day or a moment as 2026-11-27 or 2026-11-27T14:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
