"""What has to go on behind the pages: turns are finished, silence is noticed, alerts go out.

`kap worker` does it in a loop. The server does it by itself while no worker has been alive lately.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from assistant.conversation.engine import Engine
from assistant.conversation.recovery import finish_unanswered
from assistant.conversation.silence import page_silences
from assistant.domain.errors import RecordsUnavailable
from assistant.escalation.moving import move_cases

_log = structlog.get_logger(__name__)

WORKER = "worker"
SERVER = "server"
STALE_AFTER = timedelta(seconds=60)
"""A worker that was not alive for so long is taken for dead."""
RECOVER_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What one round did."""

    delivered: int = 0
    failed: int = 0
    given_up: int = 0
    finished: int = 0
    silent: int = 0
    moved: int = 0


class Duty:
    """Rounds of one program, named by its heartbeat."""

    def __init__(self, engine: Engine, name: str = WORKER) -> None:
        self._engine = engine
        self._name = name
        self._recovered_at: datetime | None = None

    def round(self) -> Done:
        """Everything once: what is due goes out first, so that nothing slow keeps an alert waiting.

        Messages without a reply are looked for in the first round and every minute. Raises RecordsUnavailable.
        """
        engine = self._engine
        self._beat()
        first = engine.alerting().deliver_due(alive=self._beat)
        finished = self._recover()
        silent = page_silences(engine)
        moved = move_cases(engine.records(), engine.oncall, engine.clock)
        self._beat()
        then = engine.alerting().deliver_due(alive=self._beat)
        return Done(
            first.delivered + then.delivered,
            first.failed + then.failed,
            first.given_up + then.given_up,
            finished,
            silent,
            moved,
        )

    def _beat(self) -> None:
        self._engine.records().beat(self._name, self._engine.clock.now())

    def _recover(self) -> int:
        now = self._engine.clock.now()
        if self._recovered_at is not None and now - self._recovered_at < RECOVER_EVERY:
            return 0
        self._recovered_at = now
        return finish_unanswered(self._engine)


def worker_stale(engine: Engine) -> bool:
    """Whether no worker has been alive lately, so that staff must be told. Raises RecordsUnavailable."""
    last = engine.records().last_beat(WORKER)
    return last is None or engine.clock.now() - last > STALE_AFTER


def stand_in(engine: Callable[[], Engine], wait: Callable[[], bool]) -> None:
    """Do the worker's rounds whenever none has been alive lately, until `wait` says to stop; never raises."""
    duty: Duty | None = None
    while not wait():
        try:
            ready = engine()
            if worker_stale(ready):
                duty = duty or Duty(ready, SERVER)
                duty.round()
        except RecordsUnavailable as error:
            _log.error("stand_in_without_records", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - whatever broke must not end the only one who still delivers
            _log.error("stand_in_failed", error=type(error).__name__)
