"""Who may open which case."""

from __future__ import annotations

from assistant.domain.cases import Case
from assistant.domain.clinic import Clinic
from assistant.domain.people import Person


def is_lead(clinician: Person, clinic: Clinic) -> bool:
    """Whether this clinician is the safeguarding lead, who alone sees the cases about abuse by staff."""
    return clinician.name == clinic.safeguarding_lead


def may_open(case: Case, clinician: Person, clinic: Clinic) -> bool:
    """Whether a case that the records gave this clinician is to be shown: one about abuse by staff to the lead alone.

    Whose patients' cases the records give at all (own care teams, broken glass) is decided in `assistant.access`.
    """
    return is_lead(clinician, clinic) if case.restricted else True
