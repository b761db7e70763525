"""A turn in SQL: two commits, one when the message arrives and one with everything that came of it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.adapters.sql.alert_states import alert_status_of
from assistant.adapters.sql.codec import assessment_to_json, reply_to_json
from assistant.adapters.sql.episodes import keep_episode, open_episode
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.openings import keep_opening
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.silences import keep_question, stop_waiting
from assistant.adapters.sql.tables import assessments, messages
from assistant.domain.cases import AlertStatus, Episode
from assistant.domain.messages import Author, Message
from assistant.domain.turns import Recorded, TurnRecord


class SqlTurns(Part):
    """The part of ConversationRecords that a turn writes."""

    def receive(self, message: Message) -> None:
        """Store a patient's message; when this returns, the message survives a crash."""
        with self._db.write() as connection:
            connection.execute(self._db.insert_new(messages, "id"), _message_row(message))
            stop_waiting(connection, message.conversation_id)

    def record(self, turn: TurnRecord) -> Recorded:
        """Store reply, assessment, episode, case and alerts in one transaction, all or nothing."""
        with self._db.write() as connection:
            if turn.opening is not None or turn.episode is not None:
                lock_patient(connection, turn.patient_id)
            connection.execute(self._db.insert_new(messages, "id"), _message_row(turn.patient_message))
            if not connection.execute(self._db.insert_new(messages, "reply_to"), _reply_row(turn)).rowcount:
                return _recorded_before(connection, turn.patient_message.id)
            if turn.episode is not None:
                keep_episode(connection, turn.episode, turn.at)
            case_id = None
            if turn.opening is not None:
                case_id = keep_opening(connection, turn, turn.opening, self._pagers)
            keep_question(connection, turn, case_id)
            connection.execute(_NEW_ASSESSMENT, _assessment_row(turn, case_id))
            return Recorded(case_id, alert_status_of(connection, case_id) if case_id else AlertStatus.NONE)

    def open_episode(self, patient_id: str) -> Episode | None:
        """The patient's open safety episode, or None."""
        with self._db.read() as connection:
            return open_episode(connection, patient_id)


_NEW_ASSESSMENT = assessments.insert()


def _message_row(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "author": message.author.value,
        "text": message.text,
        "at": message.at,
    }


def _reply_row(turn: TurnRecord) -> dict[str, object]:
    return {
        "id": turn.reply_id,
        "conversation_id": turn.patient_message.conversation_id,
        "author": Author.ASSISTANT.value,
        "text": turn.reply.text,
        "at": turn.at,
        "reply_to": turn.patient_message.id,
        "reply": reply_to_json(turn.reply),
    }


def _assessment_row(turn: TurnRecord, case_id: str | None) -> dict[str, object]:
    return {
        "message_id": turn.patient_message.id,
        "tier": turn.assessment.tier.value,
        "assessment": assessment_to_json(turn.assessment),
        "case_id": case_id,
    }


def _recorded_before(connection: Connection, message_id: str) -> Recorded:
    query = select(assessments.c.case_id).where(assessments.c.message_id == message_id)
    case_id = connection.execute(query).scalar_one_or_none()
    return Recorded(case_id, alert_status_of(connection, case_id) if case_id else AlertStatus.NONE)
