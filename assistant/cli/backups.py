"""`kap backup` and `kap restore`: the records in one file, encrypted as they are stored."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.upkeep import Manifest


def backup(target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")]) -> None:
    """Write all records to a new file, beside the running app. The key is not in it: keep it apart."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen, now = settings.load(), bootstrap.make_clock().now()
    made = bootstrap.back_up(chosen, target.absolute(), now)
    bootstrap.make_records(chosen).audit(acting(), "backup_made", made.sha256[:16], now)
    sys.stdout.write(f"{target}: {_holds(made)}\n")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `kap backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the records that are there.")] = False,
) -> None:
    """Put a backup's records into the database, all or nothing; stop app and worker before."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen, now = settings.load(), bootstrap.make_clock().now()
    made = bootstrap.restore(chosen, source.absolute(), acting(), now, force=force)
    sys.stdout.write(f"restored {_holds(made)}\n")


def _holds(manifest: Manifest) -> str:
    rows = manifest.rows
    return (
        f"{rows['people']} accounts, {rows['messages']} messages, {rows['cases']} cases, {rows['audit']} audit rows "
        f"of {manifest.made_at:%Y-%m-%d %H:%M}Z, revision {manifest.revision}, sha256 {manifest.sha256}"
    )
