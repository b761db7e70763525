"""What one signed-in person may see."""

from __future__ import annotations

from assistant.domain.cases import Case
from assistant.domain.clinic import Clinic
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ports import Clock, Records

NOT_YOURS = "This is not yours to see. If you need it to look after somebody, use Break glass."


class Sight:
    """Questions about one person, answered from the records each time they are asked."""

    def __init__(self, person: Person, records: Records, clinic: Clinic, clock: Clock) -> None:
        self.person = person
        self._records = records
        self._clinic = clinic
        self._clock = clock

    @property
    def is_lead(self) -> bool:
        """Whether this is the safeguarding lead, who alone sees cases about staff."""
        return self.person.role is Role.CLINICIAN and self.person.name == self._clinic.safeguarding_lead

    def patient(self, patient_id: str) -> bool:
        """Whether that patient is this person, one of their care teams', or behind a glass that they broke."""
        if self.person.role is Role.PATIENT:
            return patient_id == self.person.id
        if self.person.role is not Role.CLINICIAN:
            return False
        patient = self._records.person(patient_id)
        if patient is None or patient.role is not Role.PATIENT:
            return False
        return patient.team in self.person.teams or self._behind_glass(patient_id)

    def case(self, case: Case) -> bool:
        """Whether that case is theirs to see; one about staff is for the safeguarding lead alone, glass or not."""
        if case.restricted:
            return self.is_lead
        if self.person.role is Role.CLINICIAN and case.team in self.person.teams:
            return True
        return self.patient(case.patient_id)

    def case_of_id(self, case_id: str) -> bool:
        """The same of the case of that id; False when there is none."""
        case = self._records.case(case_id)
        return case is not None and self.case(case)

    def conversation(self, conversation_id: str) -> bool:
        """Whether that conversation is theirs to read; the lead's also when a case about staff came from it."""
        conversation = self._records.conversation(conversation_id)
        if conversation is None:
            return False
        if self.patient(conversation.patient_id):
            return True
        return self.is_lead and bool(self._records.kept_apart(conversation_id))

    def hidden_in(self, conversation_id: str) -> frozenset[str]:
        """The messages of the conversation that accuse staff, unless this is their author or the lead."""
        if self.person.role is Role.PATIENT or self.is_lead:
            return frozenset()
        return self._records.kept_apart(conversation_id)

    def insist(self, allowed: bool) -> None:
        """Raise NotAllowed unless it is."""
        if not allowed:
            raise NotAllowed(NOT_YOURS)

    def _behind_glass(self, patient_id: str) -> bool:
        glasses = self._records.glasses_of(self.person.id, self._clock.now())
        return any(glass.patient_id == patient_id for glass in glasses)
