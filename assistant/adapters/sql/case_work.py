"""What clinicians do with a case, in SQL: each step holds the patient, compares, changes and audits at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.locking import lock_patient
from assistant.adapters.sql.pages import add_page, drop_waiting, first_page
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import case_notes, cases, people
from assistant.domain.cases import CaseState, Severity
from assistant.domain.errors import CaseTaken, NotAllowed
from assistant.domain.people import Role

UNKNOWN = "There is no such case. Reload the queue."
_RESOLVED = "The case is resolved. Reopen it first."
FREE_AGAIN = {"owner_id": None, "claimed_at": None, "contacted_at": None, "seen_at": None, "seen_by": None}
"""What a case loses when whoever has it gives it back."""


@dataclass(frozen=True, slots=True)
class Held:
    """A case whose patient nobody else can change until the transaction ends."""

    connection: Connection
    row: Row[*tuple[Any, ...]]

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        return CaseState(self.row.state)

    def change(self, by: str, action: str, at: datetime, **values: object) -> None:
        """Store the values and audit the step."""
        change = update(cases).where(cases.c.id == self.row.id)
        self.connection.execute(change.values(updated_at=at, **values))
        append(self.connection, by, action, self.row.id, at)

    def note(self, author_id: str, text: str, at: datetime) -> None:
        """Add a note."""
        row = {"case_id": self.row.id, "author_id": author_id, "text": text, "at": at}
        self.connection.execute(insert(case_notes).inline(), row)

    def must_not_be_anothers(self, clinician_id: str) -> None:
        """Raise CaseTaken when somebody else has it."""
        owner_id = self.row.owner_id
        if self.state.stands and not self.state.is_free and owner_id != clinician_id:
            name = self.connection.execute(select(people.c.name).where(people.c.id == owner_id)).scalar_one_or_none()
            raise CaseTaken(owner_id, name or owner_id)

    def must_stand(self) -> None:
        """Raise NotAllowed when it is resolved."""
        if not self.state.stands:
            raise NotAllowed(_RESOLVED)


@contextmanager
def held_case(connection: Connection, case_id: str) -> Iterator[Held]:
    """The case as it is now, and nobody else's until the transaction ends. Raises NotAllowed for an unknown one."""
    query = select(cases.c.patient_id).where(cases.c.id == case_id)
    patient_id = connection.execute(query).scalar_one_or_none()
    if patient_id is None:
        raise NotAllowed(UNKNOWN)
    lock_patient(connection, patient_id)
    yield Held(connection, connection.execute(select(cases).where(cases.c.id == case_id)).one())


class SqlCaseWork(Part):
    """CaseWork over one database, except how a case ends."""

    def claim(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Take a case that nobody has; raises CaseTaken for the others."""
        with self._held(case_id) as held:
            held.must_stand()
            held.must_not_be_anothers(clinician_id)
            if held.state.is_free:
                _claim(held, clinician_id, at)

    def release(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Give the case back; whoever is on call first hears of it again when it had been paged."""
        with self._held(case_id) as held:
            held.must_stand()
            held.must_not_be_anothers(clinician_id)
            if held.state.is_free:
                return
            whom = {"restricted": held.row.restricted}
            page = first_page(held.connection, self._pagers, held.row.patient_id, at, **whom)
            paged = held.row.step > 0
            values = {"clock_at": at, "step": page.step if paged else 0, "step_at": at if paged else None}
            held.change(clinician_id, "case_released", at, state=CaseState.OPEN.value, **FREE_AGAIN, **values)
            if paged:
                add_page(held.connection, case_id, Severity(held.row.severity), page, at)

    def contact(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Note that the patient was spoken to; claims a case that nobody has."""
        with self._held(case_id) as held:
            held.must_stand()
            held.must_not_be_anothers(clinician_id)
            if held.state.is_free:
                _claim(held, clinician_id, at)
            if held.state is not CaseState.CONTACTED:
                first = held.row.first_contacted_at or at
                values = {"state": CaseState.CONTACTED.value, "contacted_at": at, "first_contacted_at": first}
                held.change(clinician_id, "case_contacted", at, **values)

    def hand_over(self, case_id: str, owner_id: str, to_id: str, by: str, at: datetime) -> None:
        """Give the case from `owner_id` to another clinician."""
        with self._held(case_id) as held:
            held.must_stand()
            if held.state.is_free:
                raise NotAllowed("Nobody has this case. Claim it.")
            if held.row.owner_id == to_id:
                return
            held.must_not_be_anothers(owner_id)
            clinician = (people.c.id == to_id) & (people.c.role == Role.CLINICIAN.value) & people.c.active.is_(True)
            if held.connection.execute(select(people.c.id).where(clinician)).one_or_none() is None:
                raise NotAllowed("There is no such clinician. Choose another.")
            held.change(by, "case_handed_over", at, owner_id=to_id, claimed_at=at)

    def add_note(self, case_id: str, clinician_id: str, text: str, at: datetime) -> None:
        """Add a note. Raises NotAllowed for an empty one."""
        if not text.strip():
            raise NotAllowed("The note is empty. Write something.")
        with self._held(case_id) as held:
            held.note(clinician_id, text, at)
            held.change(clinician_id, "case_noted", at)

    def follow_up(self, case_id: str, clinician_id: str, day: date | None, at: datetime) -> None:
        """Set or clear the day on which somebody must look again."""
        with self._held(case_id) as held:
            held.must_not_be_anothers(clinician_id)
            if held.row.follow_up_on != day:
                held.change(clinician_id, "case_follow_up", at, follow_up_on=day)

    @contextmanager
    def _held(self, case_id: str) -> Iterator[Held]:
        with self._db.write() as connection, held_case(connection, case_id) as held:
            yield held


def _claim(held: Held, clinician_id: str, at: datetime) -> None:
    values: dict[str, object] = {"owner_id": clinician_id, "claimed_at": at, "exhausted_at": None}
    values["first_claimed_at"] = held.row.first_claimed_at or at
    if held.row.seen_at is None:
        values |= {"seen_at": at, "seen_by": clinician_id}
    held.change(clinician_id, "case_claimed", at, state=CaseState.CLAIMED.value, **values)
    drop_waiting(held.connection, held.row.id)
