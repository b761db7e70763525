"""What the clinic keeps about the care of each patient, behind one small Protocol."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.care import Answers, Care


class CareRecords(Protocol):
    """Answers on or off, contact and safety plan of each patient. Every change is audited in its transaction."""

    def care_of(self, patient_id: str) -> Care:
        """What is kept about that patient; answers on and nothing entered while nobody has changed it."""
        ...

    def set_answers(self, patient_id: str, answers: Answers, by: str, at: datetime) -> None:
        """Switch answers on, narrow them or switch them off; the same again changes nothing.

        Raises NotAllowed for somebody who is no patient.
        """
        ...

    def set_contact(self, patient_id: str, contact: str, safety_plan: str, by: str, at: datetime) -> None:
        """Keep how to reach the patient and their safety plan; the same again changes nothing.

        Raises NotAllowed for somebody who is no patient.
        """
        ...
