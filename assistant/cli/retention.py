"""`kap retention`: records go when care has ended long enough ago."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.upkeep import Ended

app = typer.Typer(no_args_is_help=True)


@app.callback()
def group() -> None:
    """Records go when care has ended long enough ago."""


@app.command("run")
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
) -> None:
    """Delete every patient whose care ended KAP_RETENTION_DAYS ago; the audit trail stays. Prints counts, no words."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen, now = settings.load(), bootstrap.make_clock().now()
    if dry_run:
        found, clean = bootstrap.due_for_deletion(chosen, now.date()), True
    else:
        found, clean = bootstrap.delete_due(chosen, acting(), now)
    going = [ended for ended in found if ended.kept is None]
    sys.stdout.write(f"{'would go' if dry_run else 'deleted'}: {len(going)} patients{_counts(going)}\n")
    for ended in found:
        if ended.kept is not None:
            sys.stdout.write(f"kept: {ended.patient_id} because of {ended.kept.value}\n")
    if not clean:
        sys.stderr.write("kap: somebody was reading; run it again so that the files are rid of it too.\n")


def _counts(going: Iterable[Ended]) -> str:
    rows: Counter[str] = Counter()
    for ended in going:
        rows.update(ended.rows)
    named = ", ".join(f"{count} {table}" for table, count in sorted(rows.items()) if table != "people")
    return f" ({named})" if named else ""
