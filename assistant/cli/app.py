"""The table of commands."""

from __future__ import annotations

import typer

from assistant.cli import (
    accounts,
    alerts,
    ask,
    audit,
    backups,
    cases,
    chat,
    demo,
    doctor,
    extensions,
    keys,
    library,
    patients,
    retention,
    screen,
    worker,
)

app = typer.Typer(
    name="kap",
    help="Support between ketamine-assisted psychotherapy sessions: vetted answers, no dosing, crises to humans.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("screen")(screen.screen)
app.command("chat")(chat.chat)
app.command("doctor")(doctor.doctor)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("worker")(worker.worker)
app.command("demo")(demo.demo)
app.command("serve")(demo.serve)
app.command("eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(extensions.evaluate)
app.add_typer(cases.app, name="cases", help="The clinicians' queue.")
app.add_typer(alerts.app, name="alerts", help="The outbox and the on-call chain.")
app.add_typer(accounts.app, name="users", help="Accounts.")
app.add_typer(library.app, name="library", help="The vetted library and its index.")
app.add_typer(audit.app, name="audit", help="The hash-chained trail.")
app.add_typer(keys.app, name="keys", help="What the records are encrypted with.")
app.add_typer(retention.app, name="retention", help="Records go when care has ended long enough ago.")
app.add_typer(patients.app, name="patients", help="What a patient may take with them.")
app.add_typer(extensions.rails, name="rails", help="The trained rails.")
