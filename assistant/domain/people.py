"""Who uses the product."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """The four roles."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    EVALUATOR = "evaluator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """An account: who somebody is here, and what they may do."""

    id: str
    name: str
    role: Role
    active: bool = True
    region: str | None = None
    """The patient's own choice of help lines; None means the clinic's."""
