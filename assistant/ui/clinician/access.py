"""Who may open which case."""

from __future__ import annotations

from assistant.domain.cases import Case
from assistant.domain.clinic import Clinic
from assistant.domain.people import Person


def is_lead(clinician: Person, clinic: Clinic) -> bool:
    """Whether this clinician is the safeguarding lead, who alone sees the cases about abuse by staff."""
    return clinician.name == clinic.safeguarding_lead


def may_open(case: Case, clinician: Person, clinic: Clinic) -> bool:
    """Whether the case is for this clinician: of their care teams; one about abuse by staff is for the lead alone."""
    return is_lead(clinician, clinic) if case.restricted else case.team in clinician.teams
