"""A patient of the assistant whose turns are stored for real."""

from __future__ import annotations

import secrets
import time

from assistant.conversation.engine import Engine
from assistant.domain.people import Role
from assistant.domain.risk import highest
from evals.measuring.seen import Quote, Seen


class StoredSession:
    """One account with its conversations, cases and episode, in the engine's own records."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        records = engine.records()
        nobody = engine.access.inviting.for_nobody("evaluation")
        self.patient = records.add_person(f"evaluated-{secrets.token_hex(6)}", Role.PATIENT, nobody)
        self.chat = records.start_conversation(self.patient.id, engine.clock.now())

    def say(self, text: str) -> Seen:
        """One stored turn; the tier is the stricter of the message's and the open episode's."""
        started = time.perf_counter()
        outcome = self.engine.turns.take(self.patient, self.chat, text)
        ms = (time.perf_counter() - started) * 1000
        records = self.engine.records()
        episode = records.open_episode(self.patient.id)
        dangers = outcome.assessment.signals
        return Seen(
            highest((outcome.assessment.tier, *([episode.tier] if episode else []))),
            outcome.reply.route,
            concerns=tuple(concern.value for concern in outcome.assessment.concerns),
            rules=tuple(dict.fromkeys(signal.rule for signal in dangers)),
            failed=outcome.assessment.failed_rails,
            text=outcome.reply.text,
            citations=tuple(Quote(c.document, c.section, c.quote) for c in outcome.reply.citations),
            composer=outcome.reply.composer,
            case=outcome.case_id is not None or records.open_case_of(self.patient.id) is not None,
            alert=outcome.alert_status.value,
            ms=ms,
        )

    def new_chat(self) -> None:
        """Begin another conversation."""
        self.chat = self.engine.records().start_conversation(self.patient.id, self.engine.clock.now())
