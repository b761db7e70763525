"""The whole guarded turn, stored, as a clinic runs it: SQLite in WAL mode, synchronous FULL, the real index."""

from __future__ import annotations

import secrets
from pathlib import Path

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.domain.messages import Conversation
from assistant.domain.people import Person, Role
from assistant.domain.routes import Route
from assistant.settings import Settings

TURNS_EACH = 8
"""A patient leaves after so many turns and another one comes."""


def settings_in(data: Path) -> Settings:
    """The settings of the measurement: the default ones, in this folder."""
    return Settings(data_dir=data, composer="extractive")


def build(data: Path) -> Engine:
    """The engine over that folder, ready to answer."""
    engine = bootstrap.build_engine(settings_in(data))
    engine.records()
    engine.prepare()
    return engine


class Patients:
    """Takes stored turns, patient after patient, and counts what they became."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns = 0
        self._now: tuple[Person, Conversation] = self._next()
        self.routes: dict[Route, int] = {}

    def ask(self, question: str) -> None:
        """One stored turn. Raises RuntimeError when it was not stored, because then nothing was measured."""
        outcome = self._engine.turns.take(*self._now, question)
        if not outcome.stored:
            raise RuntimeError("a turn of the measurement could not be stored")
        self.routes[outcome.reply.route] = self.routes.get(outcome.reply.route, 0) + 1
        self._turns += 1

    def come_and_go(self) -> None:
        """Let the next patient come when this one has asked enough; not part of what is timed."""
        if self._turns >= TURNS_EACH:
            self._now = self._next()
            self._turns = 0

    def _next(self) -> tuple[Person, Conversation]:
        records = self._engine.records()
        nobody = self._engine.access.inviting.for_nobody("benchmark")
        patient = records.add_person(f"bench-{secrets.token_hex(6)}", Role.PATIENT, nobody)
        return patient, records.start_conversation(patient.id, self._engine.clock.now())
