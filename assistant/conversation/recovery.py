"""Finishes the turns that a crash cut short: no received message stays without a look."""

from __future__ import annotations

from datetime import timedelta

import structlog

from assistant.conversation.engine import Engine

_log = structlog.get_logger(__name__)

GRACE = timedelta(seconds=30)
"""A younger message may still be on its way through another process."""


def finish_unanswered(engine: Engine, grace: timedelta = GRACE) -> int:
    """Assess, answer and record every received message without a reply; how many turns were finished."""
    records = engine.records()
    finished = 0
    for message in records.unanswered(engine.clock.now() - grace):
        conversation = records.conversation(message.conversation_id)
        patient = records.person(conversation.patient_id) if conversation else None
        if conversation is None or patient is None:
            _log.error("orphan_message", message_id=message.id)
            continue
        try:
            finished += engine.turns.resume(patient, conversation, message).stored
        except Exception as error:  # noqa: BLE001 - one message must not keep the others waiting
            _log.error("resume_failed", message_id=message.id, error=type(error).__name__)
    return finished
