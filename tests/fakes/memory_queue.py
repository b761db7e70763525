"""The queue as its page reads it, and the facts to count, in memory."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import Alert, Case, Severity
from assistant.domain.joining import in_queue_order
from assistant.domain.oncall import CONSOLE
from assistant.domain.oversight import CaseFact
from assistant.domain.people import Role
from assistant.domain.queue import QueuePage, QueueView, Waiting
from tests.fakes.memory_case_work import MemoryCaseWork


class MemoryQueue(MemoryCaseWork):
    """QueueRecords and OversightRecords without a database."""

    _alerts: dict[str, Alert]

    def case(self, case_id: str) -> Case | None:
        raise NotImplementedError

    def queue(self, view: QueueView) -> QueuePage:
        with self._serving():
            found = in_queue_order(case for case in self._whole() if _meets(case, view))
            return QueuePage(found[: view.limit], len(found))

    def waiting(self, teams: tuple[str, ...] | None, *, restricted: bool = False) -> Waiting:
        found = self.queue(QueueView(teams=teams, restricted=restricted, limit=len(self._cases))).cases
        free = [case for case in found if case.state.is_free]
        urgent = [case.waiting_since for case in free if case.severity is Severity.IMMINENT]
        return Waiting(len(found), len(free), len(urgent), max(urgent, default=None))

    def cases_of(self, patient_id: str, limit: int) -> tuple[Case, ...]:
        with self._serving():
            mine = sorted((c for c in self._whole() if c.patient_id == patient_id), key=lambda case: case.id)
            return tuple(sorted(mine, key=lambda case: case.opened_at, reverse=True)[:limit])

    def case_facts(self, since: datetime) -> tuple[CaseFact, ...]:
        with self._serving():
            told = [case for case in self._whole() if not case.restricted and case.opened_at >= since]
            return tuple(self._fact(case) for case in sorted(told, key=lambda case: (case.opened_at, case.id)))

    def active_patients(self) -> int:
        with self._serving():
            return sum(person.active and person.role is Role.PATIENT for person in self._people.values())

    def _whole(self) -> list[Case]:
        return [case for case in map(self.case, list(self._cases)) if case is not None]

    def _fact(self, case: Case) -> CaseFact:
        rules = dict.fromkeys(f"{signal.rail}/{signal.rule}" for _, signal in case.signals)
        delivered = [alert for alert in self._alerts.values() if alert.delivered_at and alert.url != CONSOLE]
        alerts = sum(alert.case_id == case.id for alert in delivered)
        claimed, contacted = (
            min((row.at for row in self.trail.rows if (row.action, row.subject) == (action, case.id)), default=None)
            for action in ("case_claimed", "case_contacted")
        )
        return CaseFact(
            case.opened_at, case.severity, case.concerns, tuple(rules), alerts, claimed, contacted, case.outcome
        )


def _meets(case: Case, view: QueueView) -> bool:
    return (
        case.state in view.states
        and (view.restricted or not case.restricted)
        and view.owner_id in (None, case.owner_id)
        and (not view.severities or case.severity in view.severities)
        and (view.teams is None or case.team in view.teams or (view.restricted and case.restricted))
        and (not view.resolved_since or (case.resolved_at is not None and case.resolved_at >= view.resolved_since))
        and (not view.follow_up_by or (case.follow_up_on is not None and case.follow_up_on <= view.follow_up_by))
    )
