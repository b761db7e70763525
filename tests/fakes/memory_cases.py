"""Cases as values: opened and resolved."""

from __future__ import annotations

import uuid
from dataclasses import replace

from assistant.domain.cases import AlertStatus, Case, CaseOpening, CaseState, Review
from assistant.domain.turns import TurnRecord


def opened(turn: TurnRecord, opening: CaseOpening) -> Case:
    """A new case, still without signals and alerts."""
    return Case(
        id=uuid.uuid4().hex,
        patient_id=turn.patient_id,
        patient_name="",
        conversation_id=turn.patient_message.conversation_id,
        message_id=turn.patient_message.id,
        severity=opening.severity,
        concerns=opening.concerns,
        signals=(),
        reason=opening.reason,
        state=CaseState.OPEN,
        opened_at=turn.at,
        updated_at=turn.at,
        alert_status=AlertStatus.NONE,
        restricted=opening.restricted,
    )


def resolved(case: Case, review: Review) -> Case:
    """The case with its outcome."""
    return replace(
        case,
        state=CaseState.RESOLVED,
        outcome=review.outcome,
        note=review.note,
        resolved_by=review.clinician_id,
        resolved_at=review.at,
        updated_at=review.at,
    )
