"""`kap screen`: what the input rails say, as JSON Lines."""

from __future__ import annotations

import sys
import time

from assistant.cli.jsonl import Asked, Malformed, complain, read_lines, write_line
from assistant.cli.shapes import screen_shape
from assistant.conversation.judging import Judging


def screen() -> None:
    """Read JSON Lines of messages or conversations, write what the rails found in each."""
    from assistant import bootstrap  # noqa: PLC0415

    engine = bootstrap.build_engine()
    failed = False
    for line in read_lines(sys.stdin.buffer):
        if isinstance(line, Malformed):
            complain(line)
            failed = True
            continue
        write_line(_screened(engine.judging, line))
    if failed:
        raise SystemExit(1)


def _screened(judging: Judging, line: Asked) -> dict[str, object]:
    started = time.perf_counter()
    state = judging.screen(line.text, line.history)
    ms = (time.perf_counter() - started) * 1000
    return screen_shape(line.id, state.assessment, state.tier, state.route.value, ms)
