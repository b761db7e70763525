"""Break glass: a clinician looks after a patient of another care team, for a written reason and a short time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(hours=1)
SHORTEST_REASON = 20
"""Characters; a reason that somebody can understand later has at least a few words."""


@dataclass(frozen=True, slots=True)
class Glass:
    """One broken glass: who may see whom, why, and until when. Cases about staff are never part of it."""

    id: str
    clinician_id: str
    patient_id: str
    reason: str
    at: datetime
    ends_at: datetime
