"""Who may open which case."""

from __future__ import annotations

from assistant.domain.cases import Case
from assistant.domain.clinic import Clinic
from assistant.domain.people import Person


def may_open(case: Case, clinician: Person, clinic: Clinic) -> bool:
    """Whether the case is for this clinician; one about abuse by staff is for the safeguarding lead alone."""
    return not case.restricted or clinician.name == clinic.safeguarding_lead
