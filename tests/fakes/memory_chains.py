"""Cases as their clocks see them, in memory, and what silence does to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.cases import Alert, Case, CaseState
from assistant.domain.chains import Move, Watched
from assistant.domain.joining import Page
from tests.fakes.memory_alerts import MemoryAlerts
from tests.fakes.memory_case_work import freed


@dataclass(frozen=True, slots=True)
class AlertTest:
    """One code that was sent."""

    test_id: str
    chain: str
    place: str
    confirmed_at: datetime | None = None


class MemoryChains(MemoryAlerts):
    """ChainRecords and DutyRecords without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._beats: dict[str, datetime] = {}
        self._tests: dict[str, AlertTest] = {}

    def watched(self) -> tuple[Watched, ...]:
        with self._serving():
            moving = (c for c in self._cases.values() if c.state.is_free or c.state is CaseState.CLAIMED)
            return tuple(self._watched(case) for case in moving)

    def move(self, case: Watched, move: Move, at: datetime) -> bool:
        with self._serving():
            now = self._known(case.case_id)
            if replace(self._watched(now), unheard=case.unheard) != case:
                return False
            if move.unclaim:
                now = self._change(replace(freed(now), state=CaseState.OPEN, clock_at=at), "chain", "unclaimed", at)
            if move.urls:
                self._steps[now.id] = (move.step, at)
                self._page(now, Page(move.step, move.urls), at)
                now = self._change(now, "chain", "escalated", at)
            if move.exhausted:
                self._change(replace(now, exhausted_at=at), "chain", "exhausted", at)
            return True

    def _watched(self, case: Case) -> Watched:
        told, told_at = self._steps.get(case.id, (0, None))
        last = [a for a in self._alerts.values() if told and self._of_step(a, case, told, told_at)]
        return Watched(
            case_id=case.id,
            severity=case.severity,
            state=case.state,
            team=self._people[case.patient_id].team,
            restricted=case.restricted,
            waiting_since=case.waiting_since,
            owner_id=case.owner_id,
            told=told,
            told_at=told_at,
            exhausted_at=case.exhausted_at,
            unheard=bool(last) and all(alert.id in self._given_up for alert in last),
        )

    def beat(self, name: str, at: datetime) -> None:
        with self._serving():
            self._beats[name] = at

    def last_beat(self, name: str) -> datetime | None:
        with self._serving():
            return self._beats.get(name)

    def keep_alert_test(self, test_id: str, chain: str, places: Mapping[str, str], at: datetime) -> None:
        with self._serving():
            self._tests |= {code: AlertTest(test_id, chain, place) for code, place in places.items()}

    def confirm_alert_test(self, code_hash: str, by: str, at: datetime) -> tuple[str, tuple[str, ...]] | None:
        with self._serving():
            found = self._tests.get(code_hash)
            if found is None:
                return None
            if found.confirmed_at is None:
                self._tests[code_hash] = replace(found, confirmed_at=at)
                self.trail.append(by, "alert_test_confirmed", found.test_id, at)
            same = [test for test in self._tests.values() if test.test_id == found.test_id]
            return found.place, tuple(sorted(test.place for test in same if test.confirmed_at is None))

    def alerts_tested_at(self, chain: str) -> datetime | None:
        with self._serving():
            of_chain = [test for test in self._tests.values() if test.chain == chain]
            by_test = [[t.confirmed_at for t in of_chain if t.test_id == i] for i in {t.test_id for t in of_chain}]
            return max((max(t for t in times if t) for times in by_test if None not in times), default=None)

    def _of_step(self, alert: Alert, case: Case, told: int, told_at: datetime | None) -> bool:
        return (alert.case_id, alert.step, alert.made_at) == (case.id, told, told_at) and alert.id not in self._dropped
