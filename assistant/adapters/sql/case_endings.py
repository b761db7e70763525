"""How a case ends in SQL, and begins again: the review, and the episode that goes with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from assistant.adapters.sql.case_work import FREE_AGAIN, Held, held_case
from assistant.adapters.sql.episodes import close_episode, open_episode, reopen_episode
from assistant.adapters.sql.pages import drop_waiting
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import cases
from assistant.domain.cases import CaseState, Review, Severity
from assistant.domain.errors import NotAllowed

_NO_END = {"outcome": None, "note": "", "resolved_by": None, "resolved_at": None, "exhausted_at": None}


class SqlCaseEndings(Part):
    """The part of CaseWork that resolves and reopens."""

    def review(self, review: Review) -> None:
        """Resolve the case and close the patient's episode unless another standing case stands for it."""
        with self._db.write() as connection, held_case(connection, review.case_id) as held:
            if not held.state.stands:
                if (review.clinician_id, review.outcome.value, review.note) == _end_of(held):
                    return
                raise NotAllowed("The case has been resolved already. Reload it to see by whom.")
            held.must_not_be_anothers(review.clinician_id)
            patient_id = held.row.patient_id
            ends = _is_danger(held) and not _others_stand(held)
            if ends and open_episode(connection, patient_id) is not None:
                if not review.note.strip():
                    raise NotAllowed("Write why the patient is safe enough for answers to go on, then resolve.")
                close_episode(connection, patient_id, review.at)
            held.change(
                review.clinician_id,
                "case_resolved",
                review.at,
                state=CaseState.RESOLVED.value,
                outcome=review.outcome.value,
                note=review.note,
                resolved_by=review.clinician_id,
                resolved_at=review.at,
            )
            drop_waiting(connection, review.case_id)

    def reopen(self, case_id: str, clinician_id: str, reason: str, at: datetime) -> None:
        """Make a resolved case stand again, with the episode that its review closed."""
        if not reason.strip():
            raise NotAllowed("Write why the case is opened again.")
        with self._db.write() as connection, held_case(connection, case_id) as held:
            if held.state is CaseState.REOPENED:
                return
            if held.state.stands:
                raise NotAllowed("The case is not resolved.")
            if _is_danger(held) and _others_stand(held, restricted=held.row.restricted):
                raise NotAllowed("The patient has another open case. Go on in that one.")
            _, outcome, note = _end_of(held)
            held.note(held.row.resolved_by, f"Resolved ({outcome}). {note}".strip(), held.row.resolved_at)
            held.note(clinician_id, reason, at)
            reopen_episode(connection, held.row.patient_id, held.row.resolved_at)
            begun = {"state": CaseState.REOPENED.value, "reopened_at": at, "clock_at": at, "step": 0, "step_at": None}
            held.change(clinician_id, "case_reopened", at, **begun, **FREE_AGAIN, **_NO_END)


def _end_of(held: Held) -> tuple[str, str, str]:
    return held.row.resolved_by, held.row.outcome, held.row.note


def _is_danger(held: Held) -> bool:
    return bool(held.row.severity != Severity.TEAM_QUESTION.value)


def _others_stand(held: Held, restricted: bool | None = None) -> bool:
    query = select(cases.c.id).where(
        cases.c.patient_id == held.row.patient_id,
        cases.c.id != held.row.id,
        cases.c.state != CaseState.RESOLVED.value,
        cases.c.severity != Severity.TEAM_QUESTION.value,
    )
    if restricted is not None:
        query = query.where(cases.c.restricted == restricted)
    return held.connection.execute(query.limit(1)).one_or_none() is not None
