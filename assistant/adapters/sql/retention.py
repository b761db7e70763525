"""What is stored of a patient goes when their care has ended long enough ago."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, exists, func, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.belonging import counted_of, delete_of
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.tables import cases, conversations, episodes, messages, people
from assistant.domain.cases import CaseState
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from assistant.domain.upkeep import Ended, Kept


def end_care(database: Database, patient_id: str, on: date | None, by: str, at: datetime) -> None:
    """Note the day on which the patient's care ended; None takes it back. Audited.

    Raises NotAllowed when it is no patient's account.
    """
    _set(database, patient_id, {"care_ended_on": on}, by, "care_ended" if on else "care_goes_on", at)


def hold(database: Database, patient_id: str, held: bool, by: str, at: datetime) -> None:
    """Keep everything of the patient until the hold is taken back, whatever day it is. Audited.

    Raises NotAllowed when it is no patient's account.
    """
    _set(database, patient_id, {"held": held}, by, "record_held" if held else "record_hold_ended", at)


def ended_before(database: Database, last_day: date) -> tuple[Ended, ...]:
    """Every patient whose care ended on that day or before: what is theirs, and what keeps them."""
    query = (
        select(people.c.id)
        .where(people.c.role == Role.PATIENT.value, people.c.care_ended_on <= last_day)
        .order_by(people.c.care_ended_on, people.c.id)
    )
    with database.read() as connection:
        found = connection.execute(query).scalars().all()
        return tuple(_ended(connection, patient_id, last_day) for patient_id in found)


def purge(database: Database, patient_id: str, last_day: date, by: str, at: datetime) -> Ended | None:
    """Delete everything of the patient in one transaction, audited, unless something keeps them by now.

    The audit trail stays: it holds ids only. None when there is no such patient any more.
    """
    with database.write() as connection:
        lock_patient(connection, patient_id)
        due = people.c.care_ended_on <= last_day
        if connection.execute(select(people.c.id).where(people.c.id == patient_id, due)).first() is None:
            return None
        ended = _ended(connection, patient_id, last_day)
        if ended.kept is None:
            delete_of(connection, patient_id)
            append(connection, by, "patient_purged", patient_id, at)
    return ended


def _ended(connection: Connection, patient_id: str, last_day: date) -> Ended:
    return Ended(patient_id, counted_of(connection, patient_id), _kept(connection, patient_id, last_day))


def _kept(connection: Connection, patient_id: str, last_day: date) -> Kept | None:
    if connection.execute(select(people.c.held).where(people.c.id == patient_id)).scalar_one():
        return Kept.HELD
    standing = exists().where(cases.c.patient_id == patient_id, cases.c.state != CaseState.RESOLVED.value)
    if connection.execute(select(standing)).scalar_one():
        return Kept.OPEN_CASE
    danger = exists().where(episodes.c.patient_id == patient_id, episodes.c.closed_at.is_(None))
    if connection.execute(select(danger)).scalar_one():
        return Kept.OPEN_EPISODE
    said = (
        select(func.max(messages.c.at))
        .join_from(messages, conversations, conversations.c.id == messages.c.conversation_id)
        .where(conversations.c.patient_id == patient_id)
    )
    last = connection.execute(said).scalar_one_or_none()
    after = datetime.combine(last_day + timedelta(days=1), time(), UTC)
    return Kept.WROTE_LATER if last is not None and last >= after else None


def _set(database: Database, patient_id: str, values: dict[str, object], by: str, action: str, at: datetime) -> None:
    patient = (people.c.id == patient_id) & (people.c.role == Role.PATIENT.value)
    with database.write() as connection:
        if not connection.execute(update(people).where(patient).values(**values)).rowcount:
            raise NotAllowed("Only a patient's care ends. There is no patient of that name.")
        append(connection, by, action, patient_id, at)
