"""Conversations in SQL: what was said, and what still waits for a reply."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from assistant.adapters.sql.codec import reply_from_json
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import case_signals, cases, conversations, messages
from assistant.domain.messages import Author, Conversation, Message
from assistant.domain.turns import Exchange, StoredReply

_CONVERSATION = select(conversations.c.id, conversations.c.patient_id, conversations.c.started_at)
_reply = messages.alias("reply")
_said = messages.c.author == Author.PATIENT.value


class SqlConversations(Part):
    """ConversationRecords over one database, except the turn itself."""

    def start_conversation(self, patient_id: str, at: datetime) -> Conversation:
        """Open a new conversation."""
        conversation = Conversation(uuid.uuid4().hex, patient_id, at)
        row = {"id": conversation.id, "patient_id": patient_id, "started_at": at}
        with self._db.write() as connection:
            connection.execute(insert(conversations).inline(), row)
        return conversation

    def conversation(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id, or None."""
        with self._db.read() as connection:
            row = connection.execute(_CONVERSATION.where(conversations.c.id == conversation_id)).one_or_none()
        return Conversation(*row) if row else None

    def conversations_of(self, patient_id: str) -> tuple[Conversation, ...]:
        """The patient's conversations, newest first."""
        query = _CONVERSATION.where(conversations.c.patient_id == patient_id).order_by(
            conversations.c.started_at.desc(), conversations.c.seq.desc()
        )
        with self._db.read() as connection:
            return tuple(Conversation(*row) for row in connection.execute(query))

    def exchanges_of(self, conversation_id: str) -> tuple[Exchange, ...]:
        """Every message of the conversation with its reply, oldest first."""
        query = (
            select(
                messages.c.id,
                messages.c.conversation_id,
                messages.c.text,
                messages.c.at,
                _reply.c.id.label("reply_id"),
                _reply.c.text.label("reply_text"),
                _reply.c.at.label("reply_at"),
                _reply.c.reply,
            )
            .join_from(messages, _reply, _reply.c.reply_to == messages.c.id, isouter=True)
            .where(messages.c.conversation_id == conversation_id, _said)
            .order_by(messages.c.at, messages.c.seq)
        )
        with self._db.read() as connection:
            return tuple(_exchange(row) for row in connection.execute(query))

    def kept_apart(self, conversation_id: str) -> frozenset[str]:
        """The ids of the messages of the conversation that a restricted case is about."""
        query = (
            select(messages.c.id)
            .join_from(messages, case_signals, case_signals.c.message_id == messages.c.id)
            .join(cases, cases.c.id == case_signals.c.case_id)
            .where(messages.c.conversation_id == conversation_id, cases.c.restricted.is_(True))
        )
        with self._db.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def unanswered(self, received_before: datetime) -> tuple[Message, ...]:
        """Patients' messages without a reply that were stored before that moment, oldest first."""
        query = (
            select(messages.c.id, messages.c.conversation_id, messages.c.text, messages.c.at)
            .join_from(messages, _reply, _reply.c.reply_to == messages.c.id, isouter=True)
            .where(_said, _reply.c.id.is_(None), messages.c.at < received_before)
            .order_by(messages.c.at, messages.c.seq)
        )
        with self._db.read() as connection:
            return tuple(_patient_message(row) for row in connection.execute(query))


def _patient_message(row: Row[*tuple[Any, ...]]) -> Message:
    return Message(row.id, row.conversation_id, Author.PATIENT, row.text, row.at)


def _exchange(row: Row[*tuple[Any, ...]]) -> Exchange:
    reply = None
    if row.reply_id is not None:
        message = Message(row.reply_id, row.conversation_id, Author.ASSISTANT, row.reply_text, row.reply_at)
        reply = StoredReply(message, reply_from_json(row.reply_text, row.reply))
    return Exchange(_patient_message(row), reply)
