"""Looking after a patient of another care team, when it cannot wait."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from assistant.domain.errors import NotAllowed
from assistant.domain.glass import LASTS, SHORTEST_REASON, Glass
from assistant.domain.people import Person, Role
from assistant.ports import Clock, Records


class BreakGlass:
    """Opens a patient to a clinician of another team for an hour, with a written reason."""

    def __init__(self, records: Callable[[], Records], clock: Clock) -> None:
        self._records = records
        self._clock = clock

    def open(self, clinician: Person, patient_name: str, reason: str) -> Glass:
        """The glass, kept and audited. Raises NotAllowed with what to do."""
        if clinician.role is not Role.CLINICIAN or not clinician.active:
            raise NotAllowed("Only clinicians break the glass.")
        written = " ".join(reason.split())
        if len(written) < SHORTEST_REASON:
            raise NotAllowed("Write in a sentence why you need to look after this patient. Others will read it.")
        patient = self._records().person_named(patient_name.strip())
        if patient is None or patient.role is not Role.PATIENT:
            raise NotAllowed("There is no patient of that name. Write the account's whole name.")
        if patient.team in clinician.teams:
            raise NotAllowed("This patient is in your own care team: you see their cases in the queue.")
        now = self._clock.now()
        glass = Glass(uuid.uuid4().hex, clinician.id, patient.id, written, now, now + LASTS)
        self._records().break_glass(glass)
        return glass
