"""Safety questions that wait for an answer, in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from assistant.adapters.sql.audit import ASSISTANT, append
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.pages import add_page, first_page
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import cases, conversations, safety_questions
from assistant.domain.cases import CaseState, Severity
from assistant.domain.joining import silent_reason
from assistant.domain.turns import TurnRecord


def keep_question(connection: Connection, turn: TurnRecord, case_id: str | None) -> None:
    """Begin to wait when the reply asks the safety question while it pages."""
    if case_id is None or not turn.asks_while_paging:
        return
    row = {
        "message_id": turn.patient_message.id,
        "patient_id": turn.patient_id,
        "case_id": case_id,
        "asked_at": turn.at,
    }
    connection.execute(insert(safety_questions), row)


def stop_waiting(connection: Connection, conversation_id: str) -> None:
    """The patient of the conversation has written; whatever they said ends the silence."""
    patient = select(conversations.c.patient_id).where(conversations.c.id == conversation_id).scalar_subquery()
    connection.execute(delete(safety_questions).where(safety_questions.c.patient_id == patient))


class SqlSilences(Part):
    """The part of AlertRecords that pages for silence."""

    def page_silences(self, asked_before: datetime, now: datetime) -> int:
        """Page again for every safety question asked before that moment and still unanswered; how many cases."""
        overdue = select(safety_questions).where(safety_questions.c.asked_at <= asked_before)
        with self._db.read() as connection:
            waiting = connection.execute(overdue).all()
        return sum(self._page(row.message_id, row.patient_id, row.case_id, now) for row in waiting)

    def _page(self, message_id: str, patient_id: str, case_id: str, now: datetime) -> bool:
        with self._db.write() as connection:
            lock_patient(connection, patient_id)
            still = delete(safety_questions).where(safety_questions.c.message_id == message_id)
            if not connection.execute(still).rowcount:
                return False
            case = connection.execute(select(cases).where(cases.c.id == case_id)).one()
            if not CaseState(case.state).stands:
                return False
            reason = {"reason": silent_reason(case.reason), "updated_at": now}
            connection.execute(update(cases).where(cases.c.id == case_id).values(**reason))
            page = first_page(connection, self._pagers, patient_id, now, restricted=case.restricted)
            add_page(connection, case_id, Severity(case.severity), page, now)
            append(connection, ASSISTANT, "case_silent", case_id, now)
            return True
