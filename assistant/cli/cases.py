"""`kap cases`: the clinicians' queue in a terminal."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.cli.shapes import case_shape
from assistant.domain.cases import STANDING

app = typer.Typer(no_args_is_help=True)


@app.callback()
def group() -> None:
    """The clinicians' queue."""


@app.command("list")
def list_cases(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Resolved cases too.")] = False,
) -> None:
    """Cases, what needs a human first; reading them is audited. Those about abuse by staff are never listed here."""
    from assistant import bootstrap  # noqa: PLC0415

    engine = bootstrap.build_engine()
    cases = [c for c in engine.records().cases(*() if everything else STANDING) if not c.restricted]
    engine.records().audit(acting(), "cases_listed", "-", engine.clock.now())
    if as_json:
        sys.stdout.write(json.dumps([case_shape(case) for case in cases], ensure_ascii=False) + "\n")
        return
    for case in cases:
        concerns = ", ".join(c.value for c in case.concerns) or "-"
        sys.stdout.write(
            f"{case.severity.value:13} {case.state.value:9} {case.opened_at:%Y-%m-%d %H:%M}Z  {case.patient_name}  "
            f"{concerns}  alert: {case.alert_status.value}  {case.id}\n"
        )
