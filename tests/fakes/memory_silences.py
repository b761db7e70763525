"""Safety questions that wait for an answer, in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.turns import TurnRecord


@dataclass(frozen=True, slots=True)
class Waiting:
    """One question: whose answer is missing, for which case, since when."""

    patient_id: str
    case_id: str
    asked_at: datetime


class MemorySilences:
    """The questions, by the patient who was asked."""

    def __init__(self) -> None:
        self._waiting: dict[str, Waiting] = {}

    def ask(self, turn: TurnRecord, case_id: str | None) -> None:
        if case_id is not None and turn.asks_while_paging:
            self._waiting[turn.patient_id] = Waiting(turn.patient_id, case_id, turn.at)

    def answered(self, patient_id: str) -> None:
        self._waiting.pop(patient_id, None)

    def overdue(self, asked_before: datetime) -> tuple[Waiting, ...]:
        found = tuple(one for one in self._waiting.values() if one.asked_at <= asked_before)
        for one in found:
            self.answered(one.patient_id)
        return found
