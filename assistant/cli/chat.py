"""`kap chat`: one stored turn of a patient."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.cli.ask import pretty
from assistant.cli.jsonl import clean, write_line
from assistant.cli.shapes import reply_shape
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Role


def chat(
    name: Annotated[str, typer.Option("--as", help="The patient's account name.")],
    message: Annotated[str, typer.Option("--message", help="What the patient writes.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Start a new conversation.")] = False,
) -> None:
    """Send one message as that patient; it is stored, assessed and answered like on the page."""
    from assistant import bootstrap  # noqa: PLC0415

    engine = bootstrap.build_engine()
    records = engine.records()
    patient = records.person_named(name)
    if patient is None or patient.role is not Role.PATIENT:
        raise NotAllowed(f"There is no patient account of that name. Make one: kap users add {name} --role patient")
    earlier = () if new else records.conversations_of(patient.id)
    conversation = earlier[0] if earlier else records.start_conversation(patient.id, engine.clock.now())
    with suppress(RecordsUnavailable):  # the message is more urgent than its row, and the turn says what was not kept
        records.audit(acting(), "chat_as", patient.id, engine.clock.now())
    outcome = engine.turns.take(patient, conversation, clean(message))
    if as_json:
        shape = reply_shape(outcome.message.id, outcome.reply)
        write_line({**shape, "case": outcome.case_id, "alert_status": outcome.alert_status.value})
    else:
        sys.stdout.write(pretty(outcome.reply, lambda passage_id: passage_id))
    if not outcome.stored:
        sys.stderr.write("kap: this turn could not be stored; the reply says so.\n")
        raise SystemExit(1)
