"""The clinicians' queue in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.case_reading import read_cases
from assistant.adapters.sql.episodes import close_episode
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import cases
from assistant.domain.cases import Case, CaseState, Review, Severity
from assistant.domain.errors import NotAllowed

_OPEN = cases.c.state == CaseState.OPEN.value
_DANGER = cases.c.severity != Severity.TEAM_QUESTION.value


class SqlCases(Part):
    """CaseRecords over one database."""

    def cases(self, state: CaseState | None = None) -> tuple[Case, ...]:
        """Cases, what needs a human first: open ones, then by severity, then longest waiting."""
        conditions = () if state is None else (cases.c.state == state.value,)
        with self._db.read() as connection:
            return read_cases(connection, *conditions)

    def case(self, case_id: str) -> Case | None:
        """The case of that id, or None."""
        with self._db.read() as connection:
            return next(iter(read_cases(connection, cases.c.id == case_id)), None)

    def open_case_of(self, patient_id: str) -> Case | None:
        """The patient's open case that is neither a `team_question` nor restricted, or None."""
        mine = (cases.c.patient_id == patient_id, _OPEN, _DANGER, cases.c.restricted.is_(False))
        with self._db.read() as connection:
            return next(iter(read_cases(connection, *mine)), None)

    def mark_seen(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Note the first clinician who opened the case; later ones change nothing."""
        unseen = update(cases).where(cases.c.id == case_id, cases.c.seen_at.is_(None))
        with self._db.write() as connection:
            if connection.execute(unseen.values(seen_at=at, seen_by=clinician_id)).rowcount:
                append(connection, clinician_id, "case_seen", case_id, at)
            elif connection.execute(select(cases.c.id).where(cases.c.id == case_id)).one_or_none() is None:
                raise NotAllowed("There is no such case. Reload the queue.")

    def review(self, review: Review) -> None:
        """Resolve the case and close the patient's episode unless another open case stands for it."""
        with self._db.write() as connection:
            patient_id = connection.execute(
                select(cases.c.patient_id).where(cases.c.id == review.case_id)
            ).scalar_one_or_none()
            if patient_id is None:
                raise NotAllowed("There is no such case. Reload the queue.")
            lock_patient(connection, patient_id)
            row = connection.execute(select(cases).where(cases.c.id == review.case_id)).one()
            result = (review.clinician_id, review.outcome.value, review.note)
            if row.state != CaseState.OPEN.value:
                if result == (row.resolved_by, row.outcome, row.note):
                    return
                raise NotAllowed("The case has been resolved already. Reload it to see by whom.")
            connection.execute(
                update(cases)
                .where(cases.c.id == review.case_id)
                .values(
                    state=CaseState.RESOLVED.value,
                    outcome=review.outcome.value,
                    note=review.note,
                    resolved_by=review.clinician_id,
                    resolved_at=review.at,
                    updated_at=review.at,
                )
            )
            if row.severity != Severity.TEAM_QUESTION.value and not _still_open(connection, patient_id):
                close_episode(connection, patient_id, review.at)
            append(connection, review.clinician_id, "case_resolved", review.case_id, review.at)


def _still_open(connection: Connection, patient_id: str) -> bool:
    query = select(cases.c.id).where(cases.c.patient_id == patient_id, _OPEN, _DANGER).limit(1)
    return connection.execute(query).one_or_none() is not None
