"""`kap alerts`: what could not be delivered, and whether the on-call chain works."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.domain.errors import SettingsError

app = typer.Typer(no_args_is_help=True)
LIMIT = 1000


@app.callback()
def group() -> None:
    """The outbox and the on-call chain."""


@app.command("list")
def list_alerts(
    dead: Annotated[bool, typer.Option("--dead", help="Those that were given up.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """Alerts that are due now, or with --dead those that nobody will try again; addresses without their secrets."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.cli.shapes import alert_shape  # noqa: PLC0415

    bootstrap.check_keys()
    engine = bootstrap.build_engine()
    records = engine.records()
    found = records.dead_alerts(LIMIT) if dead else records.due_alerts(engine.clock.now(), LIMIT)
    records.audit(acting(), "alerts_listed", "-", engine.clock.now())
    shapes = [alert_shape(alert) for alert in found]
    if as_json:
        sys.stdout.write(json.dumps(shapes, ensure_ascii=False) + "\n")
        return
    for shape in shapes:
        sys.stdout.write(
            f"{shape['severity']:13} step {shape['step']}  {shape['attempts']} tries  {shape['address']}  "
            f"case {shape['case']}\n"
        )


@app.command("test")
def rehearsal(
    confirm: Annotated[str, typer.Option("--confirm", help="A code that arrived.")] = "",
) -> None:
    """Send a code to every step of the whole chain; confirm each with --confirm CODE once it has arrived.

    The production profile starts only when every code of a test of the current chain was confirmed.
    """
    from assistant import bootstrap, settings  # noqa: PLC0415
    from assistant.escalation.rehearsal import code_hash, rehearse  # noqa: PLC0415

    engine = bootstrap.build_engine()
    if confirm:
        found = engine.records().confirm_alert_test(code_hash(confirm), acting(), engine.clock.now())
        if found is None:
            raise SettingsError("No test sent that code. Send new ones with: kap alerts test")
        place, waiting = found
        sys.stdout.write(f"confirmed: {place}\n")
        for other in waiting:
            sys.stdout.write(f"still open: {other}\n")
        if not waiting:
            sys.stdout.write("The whole chain is confirmed.\n")
        return
    safeguarding = settings.load().clinic.safeguarding_urls
    sent = rehearse(engine.records(), engine.alerting(), engine.oncall, engine.clock, safeguarding)
    if not sent:
        raise SettingsError("Nobody is on call. Set KAP_CLINIC_FILE or KAP_ALERT_URLS, then test.")
    engine.records().audit(acting(), "alert_test_sent", "-", engine.clock.now())
    for step in sent:
        taken = "sent" if step.handed_over == step.addresses else f"FAILED ({step.handed_over} of {step.addresses})"
        sys.stdout.write(f"{taken}: {step.place}\n")
    sys.stdout.write("Confirm each code that arrives: kap alerts test --confirm CODE\n")
    if any(step.handed_over < step.addresses for step in sent):
        raise SystemExit(1)
