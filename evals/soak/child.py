"""The process that is killed: recovers, then takes stored turns until it dies.

It reports on its standard output, one JSON object a line and only after the fact: `ready`, `recovered`, `accepted`
(the moment `receive` has returned), `released` (the moment the turn has returned). It begins when a line arrives on
its standard input.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import os
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.conversation.recovery import finish_unanswered
from assistant.domain.messages import Message
from assistant.domain.people import Role
from assistant.ports import Records
from assistant.settings import Settings
from evals.soak.messages import stream

PATIENTS = 4
WRITERS = 2
AUDIT_EVERY = 5


class ReportingRecords:
    """The real records; says so when a message has been accepted."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def receive(self, message: Message) -> None:
        """Store the message, then report it: what is reported may never be missing afterwards."""
        self._records.receive(message)
        report(accepted=message.id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


def report(**line: object) -> None:
    """One line in one write, so that a kill leaves it whole or absent."""
    os.write(1, (json.dumps(line) + "\n").encode())


def settings_in(data: Path) -> Settings:
    """The settings of the soak: default durability, one address that nobody serves."""
    return Settings(data_dir=data, composer="extractive", alert_urls=("json://127.0.0.1:9/",))


def main() -> None:
    """`python -m evals.soak.child --data DIR --run NAME [--recover-only]`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--recover-only", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    settings = settings_in(options.data)
    engine = bootstrap.build_engine(
        settings,
        records=lambda: ReportingRecords(bootstrap.make_records(settings)),
    )
    engine.records()
    engine.prepare()
    report(ready=True)
    sys.stdin.readline()
    report(recovered=finish_unanswered(engine, timedelta(0)))
    if options.recover_only:
        return
    writers = [threading.Thread(target=write, args=(engine, f"{options.run}:{n}", n)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()


def write(engine: Engine, seed: str, number: int) -> None:
    """Take turns for this writer's patients until the process dies: one is calm and gets answers, one is in danger."""
    records = engine.records()
    mine = []
    for n in range(number, PATIENTS, WRITERS):
        patient = records.person_named(f"soak-{n}") or records.add_person(
            f"soak-{n}", Role.PATIENT, engine.access.inviting.for_nobody("soak")
        )
        conversation = records.start_conversation(patient.id, engine.clock.now())
        mine.append((patient, conversation, stream(f"{seed}:{n}", calm=n >= WRITERS)))
    for turn, (patient, conversation, texts) in enumerate(itertools.cycle(mine)):
        outcome = engine.turns.take(patient, conversation, next(texts))
        if outcome.stored:
            report(released=outcome.message.id)
        if turn % AUDIT_EVERY == 0:
            records.audit("soak", "cases_listed", "-", engine.clock.now())


if __name__ == "__main__":
    main()
