"""The clinicians' queue in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.case_reading import read_cases
from assistant.adapters.sql.case_work import UNKNOWN
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import cases
from assistant.domain.cases import Case, CaseState, Severity
from assistant.domain.errors import NotAllowed

_STANDS = cases.c.state != CaseState.RESOLVED.value
_DANGER = cases.c.severity != Severity.TEAM_QUESTION.value


def joined_by(patient_id: str) -> tuple[ColumnElement[bool], ...]:
    """What a case of the patient is that a danger joins."""
    return cases.c.patient_id == patient_id, _STANDS, _DANGER, cases.c.restricted.is_(False)


class SqlCases(Part):
    """CaseRecords over one database."""

    def cases(self, *states: CaseState) -> tuple[Case, ...]:
        """Cases in one of these states, or in any, what needs a human first."""
        conditions = (cases.c.state.in_([state.value for state in states]),) if states else ()
        with self._db.read() as connection:
            return read_cases(connection, *conditions)

    def case(self, case_id: str) -> Case | None:
        """The case of that id, or None."""
        with self._db.read() as connection:
            return next(iter(read_cases(connection, cases.c.id == case_id)), None)

    def open_case_of(self, patient_id: str) -> Case | None:
        """The patient's standing case that is neither a `team_question` nor restricted, or None."""
        with self._db.read() as connection:
            return next(iter(read_cases(connection, *joined_by(patient_id))), None)

    def mark_seen(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Note the first clinician who opened the case; later ones change nothing."""
        unseen = update(cases).where(cases.c.id == case_id, cases.c.seen_at.is_(None))
        with self._db.write() as connection:
            if connection.execute(unseen.values(seen_at=at, seen_by=clinician_id)).rowcount:
                append(connection, clinician_id, "case_seen", case_id, at)
            elif connection.execute(select(cases.c.id).where(cases.c.id == case_id)).one_or_none() is None:
                raise NotAllowed(UNKNOWN)
