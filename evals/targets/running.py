"""The assistant that is running, asked beside its patients: its own rails, library and composers, other records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.bootstrap.keeping import make_alerting, make_oncall, make_records
from assistant.conversation.engine import Engine
from assistant.conversation.turn import Turns
from assistant.domain.once import Once
from assistant.settings import Settings
from evals.targets.ours import Assistant, alone
from evals.targets.sink import Sink


class Running(Assistant):
    """Judges with the engine it is given; what a script has to store goes into an empty database of its own.

    What the classifier thought below its threshold it does not know.
    """

    def __init__(self, engine: Engine, settings: Settings, records: Path, sink: Sink) -> None:
        own = alone(settings, records, sink)
        oncall = make_oncall(own)
        stored = Once(lambda: make_records(own))
        alerting = Once(lambda: make_alerting(own, stored, None, engine.clock, oncall))
        turns = Turns(engine.judging, stored, alerting, engine.clock, own.answers_per_hour)
        self._stored = stored
        beside = replace(engine, turns=turns, records=stored, alerting=alerting, oncall=oncall)
        self._begin(beside, settings, sink, None)

    def close(self) -> None:
        """Close the pager, and the database if anything was stored."""
        if self._stored.ready:
            super().close()
        elif self.sink:
            self.sink.close()
