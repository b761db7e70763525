"""What the clinic keeps about each patient, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.domain.care import Answers, Care
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from tests.fakes.memory_people import MemoryPeople


class MemoryCare(MemoryPeople):
    """CareRecords without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._care: dict[str, Care] = {}

    def care_of(self, patient_id: str) -> Care:
        with self._serving():
            return self._care.get(patient_id, Care())

    def set_answers(self, patient_id: str, answers: Answers, by: str, at: datetime) -> None:
        with self._serving():
            after = replace(self._care_held(patient_id), answers=answers)
            self._keep_care(patient_id, after, by, f"answers_{answers.value}", at)

    def set_contact(self, patient_id: str, contact: str, safety_plan: str, by: str, at: datetime) -> None:
        with self._serving():
            after = replace(self._care_held(patient_id), contact=contact, safety_plan=safety_plan)
            self._keep_care(patient_id, after, by, "contact_changed", at)

    def _care_held(self, patient_id: str) -> Care:
        person = self._people.get(patient_id)
        if person is None or person.role is not Role.PATIENT:
            raise NotAllowed("There is no such patient. Reload the page.")
        return self._care.get(patient_id, Care())

    def _keep_care(self, patient_id: str, after: Care, by: str, action: str, at: datetime) -> None:
        if after != self._care.get(patient_id, Care()):
            self._care[patient_id] = replace(after, changed_at=at, changed_by=by)
            self.trail.append(by, action, patient_id, at)
