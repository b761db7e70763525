"""What a turn reads when it begins, in one look: two statements, and the open case only in an episode."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, or_, select

from assistant.adapters.sql.case_reading import read_cases
from assistant.adapters.sql.cases import joined_by
from assistant.adapters.sql.episodes import episode_of
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import care, conversations, episodes, messages, people
from assistant.domain.care import Answers
from assistant.domain.messages import Author, Message, Utterance
from assistant.domain.turns import Earlier

_reply = messages.alias("reply")
_said = messages.c.author == Author.PATIENT.value
_place = select(messages.c.seq).where(messages.c.id == bindparam("message")).scalar_subquery()
_LINES = (
    select(messages.c.text, _reply.c.text.label("reply_text"))
    .join_from(messages, _reply, _reply.c.reply_to == messages.c.id, isouter=True)
    .where(
        messages.c.conversation_id == bindparam("conversation"),
        _said,
        or_(messages.c.at < bindparam("at"), and_(messages.c.at == bindparam("at"), messages.c.seq < _place)),
    )
    .order_by(messages.c.at.desc(), messages.c.seq.desc())
    .limit(bindparam("limit", type_=Integer))
)
_patient = people.c.id == bindparam("patient")
_STATE = (
    select(episodes, care.c.answers)
    .select_from(people)
    .join(episodes, and_(episodes.c.patient_id == people.c.id, episodes.c.closed_at.is_(None)), isouter=True)
    .join(care, care.c.patient_id == people.c.id, isouter=True)
    .where(_patient)
)
_recent = (
    select(func.count())
    .select_from(messages)
    .join(conversations, conversations.c.id == messages.c.conversation_id)
    .where(conversations.c.patient_id == bindparam("patient"), _said, messages.c.at >= bindparam("since"))
    .scalar_subquery()
)
_COUNTED = _STATE.add_columns(_recent.label("recent"))


class SqlEarlier(Part):
    """The part of ConversationRecords that a turn reads."""

    def earlier(self, message: Message, patient_id: str, limit: int, since: datetime | None = None) -> Earlier:
        """What stands before that message, without decoding any reply."""
        with self._db.read() as connection:
            lines = _lines(connection, message, limit)
            query, given = _asked(patient_id, since)
            row = connection.execute(query, given).one_or_none()
            if row is None:
                return Earlier(lines)
            episode = episode_of(row) if row.id is not None else None
            standing = next(iter(read_cases(connection, *joined_by(patient_id))), None) if episode else None
        answers = Answers(row.answers) if row.answers is not None else Answers.ON
        return Earlier(lines, episode, standing, answers, row.recent if since is not None else 0)


def _lines(connection: Connection, message: Message, limit: int) -> tuple[Utterance, ...]:
    """The last lines, oldest first; no line is opened that is not among them."""
    given = {"message": message.id, "conversation": message.conversation_id, "at": message.at, "limit": limit}
    lines: list[Utterance] = []
    with connection.execute(_LINES, given) as rows:
        for row in rows:
            if row.reply_text is not None:
                lines.append(Utterance(Author.ASSISTANT, row.reply_text))
            lines.append(Utterance(Author.PATIENT, row.text))
            if len(lines) >= limit:
                break
    return tuple(reversed(lines[:limit]))


def _asked(patient_id: str, since: datetime | None) -> tuple[Select[*tuple[Any, ...]], dict[str, object]]:
    if since is None:
        return _STATE, {"patient": patient_id}
    return _COUNTED, {"patient": patient_id, "since": since}
