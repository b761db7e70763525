"""`kap worker`: delivers due alerts, escalates silence and finishes turns that a crash cut short."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import structlog
import typer

PAUSE_S = 5.0
_log = structlog.get_logger(__name__)


def worker(
    once: Annotated[bool, typer.Option("--once", help="Deliver what is due, then stop.")] = False,
) -> None:
    """Deliver due alerts, tell the next step when nobody claims, answer messages that have no reply.

    Several workers may run; `kap serve` and `kap demo` start one. With --once it says what it did; else each alert,
    turn and move is a line of the log.
    """
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.conversation.duty import Duty  # noqa: PLC0415
    from assistant.domain.errors import RecordsUnavailable  # noqa: PLC0415

    if not once:
        bootstrap.configure_logs()
    duty = Duty(bootstrap.build_engine())
    while True:
        try:
            done = duty.round()
        except RecordsUnavailable as error:
            if once:
                raise
            _log.error("round_failed", error=type(error).__name__)
        else:
            if once:
                sys.stderr.write(
                    f"delivered {done.delivered}, to try again {done.failed}, given up {done.given_up}, "
                    f"turns finished {done.finished}, paged for silence {done.silent}, cases moved {done.moved}\n"
                )
                return
        time.sleep(PAUSE_S)
