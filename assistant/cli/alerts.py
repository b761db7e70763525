"""`kap worker`: delivers due alerts, pages for silence and finishes turns that a crash cut short."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

PAUSE_S = 5.0


def worker(
    once: Annotated[bool, typer.Option("--once", help="Deliver what is due, then stop.")] = False,
) -> None:
    """Deliver due alerts; page when the safety question goes unanswered; answer messages that have no reply."""
    from assistant import bootstrap  # noqa: PLC0415
    from assistant.conversation.recovery import finish_unanswered  # noqa: PLC0415
    from assistant.conversation.silence import page_silences  # noqa: PLC0415
    from assistant.domain.errors import RecordsUnavailable  # noqa: PLC0415

    bootstrap.check_keys()
    engine = bootstrap.build_engine()
    while True:
        try:
            finished = finish_unanswered(engine)
            silent = page_silences(engine)
            sent = engine.alerting().deliver_due()
        except RecordsUnavailable as error:
            if once:
                raise
            sys.stderr.write(f"kap worker: {error}\n")
        else:
            if once or finished or silent or sent.delivered or sent.failed or sent.given_up:
                sys.stderr.write(
                    f"delivered {sent.delivered}, to try again {sent.failed}, given up {sent.given_up}, "
                    f"turns finished {finished}, paged for silence {silent}\n"
                )
        if once:
            return
        time.sleep(PAUSE_S)
