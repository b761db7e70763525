"""What the clinic keeps about the care of one patient here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Answers(Enum):
    """What the assistant may say to one patient. Assessment, crisis replies and alerts stay on whatever it is."""

    ON = "on"
    HELP_ONLY = "help_only"
    """Help lines, and questions passed on to the care team; nothing is answered."""
    OFF = "off"
    """Nothing is answered and nothing is passed on; help lines stay."""


@dataclass(frozen=True, slots=True)
class Care:
    """How to reach one patient and what was agreed, as the clinic entered it; empty until it does."""

    answers: Answers = Answers.ON
    contact: str = ""
    """How to reach the patient and whom they trust."""
    safety_plan: str = ""
    """What the patient and the clinic agreed for a crisis."""
    changed_at: datetime | None = None
    changed_by: str | None = None
    """Who changed any of it last."""
