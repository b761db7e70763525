"""What the clinic keeps about the care of each patient, in SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import care, people
from assistant.domain.care import Answers, Care
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role


class SqlCare(Part):
    """CareRecords over one database."""

    def care_of(self, patient_id: str) -> Care:
        """What is kept about that patient."""
        with self._db.read() as connection:
            return _kept(connection, patient_id) or Care()

    def set_answers(self, patient_id: str, answers: Answers, by: str, at: datetime) -> None:
        """Switch answers on, narrow them or switch them off."""
        with self._db.write() as connection:
            before = _held(connection, patient_id)
            _keep(connection, patient_id, before, replace(before or Care(), answers=answers), by, at)

    def set_contact(self, patient_id: str, contact: str, safety_plan: str, by: str, at: datetime) -> None:
        """Keep how to reach the patient and their safety plan."""
        with self._db.write() as connection:
            before = _held(connection, patient_id)
            after = replace(before or Care(), contact=contact, safety_plan=safety_plan)
            _keep(connection, patient_id, before, after, by, at)


def _held(connection: Connection, patient_id: str) -> Care | None:
    patient = select(people.c.id).where(people.c.id == patient_id, people.c.role == Role.PATIENT.value)
    if connection.execute(patient).one_or_none() is None:
        raise NotAllowed("There is no such patient. Reload the page.")
    lock_patient(connection, patient_id)
    return _kept(connection, patient_id)


def _kept(connection: Connection, patient_id: str) -> Care | None:
    row = connection.execute(select(care).where(care.c.patient_id == patient_id)).one_or_none()
    if row is None:
        return None
    return Care(Answers(row.answers), row.contact, row.safety_plan, row.changed_at, row.changed_by)


def _keep(connection: Connection, patient_id: str, before: Care | None, after: Care, by: str, at: datetime) -> None:
    if after == (before or Care()):
        return
    values: dict[str, object] = {
        "answers": after.answers.value,
        "contact": after.contact,
        "safety_plan": after.safety_plan,
        "changed_at": at,
        "changed_by": by,
    }
    if before is None:
        connection.execute(insert(care).inline(), {"patient_id": patient_id, **values})
    else:
        connection.execute(update(care).where(care.c.patient_id == patient_id).values(**values))
    changed = after.answers is not (before or Care()).answers
    append(connection, by, f"answers_{after.answers.value}" if changed else "contact_changed", patient_id, at)
