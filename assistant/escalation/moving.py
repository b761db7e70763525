"""Silence moves cases: the next step is told, a claim that nobody acts on runs out, the end of a chain is noted."""

from __future__ import annotations

import structlog

from assistant.domain.chains import next_move
from assistant.domain.errors import NotAllowed
from assistant.domain.oncall import OnCall
from assistant.ports import ChainRecords, Clock

_log = structlog.get_logger(__name__)


def move_cases(records: ChainRecords, oncall: OnCall, clock: Clock) -> int:
    """Do what silence asks for in every case whose clock has run out; how many cases moved.

    Several programs may do so together: a case moves once. Raises RecordsUnavailable.
    """
    moved = 0
    for case in records.watched():
        now = clock.now()
        move = next_move(case, oncall, now)
        if move is None:
            continue
        try:
            done = records.move(case, move, now)
        except NotAllowed:
            _log.warning("case_gone", case_id=case.case_id)
            continue
        moved += done
        if done:
            say = _log.warning if move.exhausted else _log.info
            say("case_exhausted" if move.exhausted else "case_moved", case_id=case.case_id, step=move.step)
    return moved
