"""What clinicians do with a case, in memory."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from assistant.domain.cases import Alert, Case, CaseState, Episode, Note, Review, Severity
from assistant.domain.errors import CaseTaken, NotAllowed
from assistant.domain.joining import Page, Pagers
from assistant.domain.oncall import CONSOLE
from assistant.domain.people import Role
from tests.fakes.memory_cases import resolved
from tests.fakes.memory_people import MemoryPeople


class MemoryCaseWork(MemoryPeople):
    """CaseWork without a database."""

    def __init__(self) -> None:
        super().__init__()
        self._pagers = Pagers()
        self._episodes: dict[str, Episode] = {}
        self._cases: dict[str, Case] = {}
        self._steps: dict[str, tuple[int, datetime | None]] = {}
        self._alerts: dict[str, Alert] = {}
        self._given_up: set[str] = set()
        self._dropped: set[str] = set()

    def open_episode(self, patient_id: str) -> Episode | None:
        with self._serving():
            mine = (e for e in self._episodes.values() if e.patient_id == patient_id and e.closed_at is None)
            return next(mine, None)

    def claim(self, case_id: str, clinician_id: str, at: datetime) -> None:
        with self._serving():
            case = self._workable(case_id, clinician_id)
            if case.state.is_free:
                self._claim(case, clinician_id, at)

    def release(self, case_id: str, clinician_id: str, at: datetime) -> None:
        with self._serving():
            case = self._workable(case_id, clinician_id)
            if case.state.is_free:
                return
            paged = self._steps.get(case_id, (0, None))[0] > 0
            page = self._first_page(case, at)
            self._steps[case_id] = (page.step, at) if paged else (0, None)
            self._change(replace(freed(case), state=CaseState.OPEN, clock_at=at), clinician_id, "case_released", at)
            if paged:
                self._page(case, page, at)

    def contact(self, case_id: str, clinician_id: str, at: datetime) -> None:
        with self._serving():
            case = self._workable(case_id, clinician_id)
            if case.state.is_free:
                case = self._claim(case, clinician_id, at)
            if case.state is not CaseState.CONTACTED:
                spoken = replace(case, state=CaseState.CONTACTED, contacted_at=at)
                self._change(spoken, clinician_id, "case_contacted", at)

    def hand_over(self, case_id: str, owner_id: str, to_id: str, by: str, at: datetime) -> None:
        with self._serving():
            case = self._known(case_id)
            self._must_stand(case)
            if case.state.is_free:
                raise NotAllowed("Nobody has this case. Claim it.")
            if case.owner_id == to_id:
                return
            self._must_not_be_anothers(case, owner_id)
            to = self._people.get(to_id)
            if to is None or to.role is not Role.CLINICIAN or not to.active:
                raise NotAllowed("There is no such clinician. Choose another.")
            self._change(replace(case, owner_id=to_id, claimed_at=at), by, "case_handed_over", at)

    def add_note(self, case_id: str, clinician_id: str, text: str, at: datetime) -> None:
        with self._serving():
            if not text.strip():
                raise NotAllowed("The note is empty. Write something.")
            case = self._known(case_id)
            self._change(self._noted(case, clinician_id, text, at), clinician_id, "case_noted", at)

    def follow_up(self, case_id: str, clinician_id: str, day: date | None, at: datetime) -> None:
        with self._serving():
            case = self._known(case_id)
            self._must_not_be_anothers(case, clinician_id)
            if case.follow_up_on != day:
                self._change(replace(case, follow_up_on=day), clinician_id, "case_follow_up", at)

    def review(self, review: Review) -> None:
        with self._serving():
            case = self._known(review.case_id)
            if not case.state.stands:
                if (case.resolved_by, case.outcome, case.note) == (review.clinician_id, review.outcome, review.note):
                    return
                raise NotAllowed("The case has been resolved already. Reload it to see by whom.")
            self._must_not_be_anothers(case, review.clinician_id)
            others = [c for c in self._open_danger(case.patient_id) if c.id != case.id]
            episode = self.open_episode(case.patient_id)
            if episode and case.severity is not Severity.TEAM_QUESTION and not others:
                if not review.note.strip():
                    raise NotAllowed("Write why the patient is safe enough for answers to go on, then resolve.")
                self._episodes[episode.id] = replace(episode, closed_at=review.at)
            self._change(resolved(case, review), review.clinician_id, "case_resolved", review.at)
            self._drop(case.id)

    def reopen(self, case_id: str, clinician_id: str, reason: str, at: datetime) -> None:
        with self._serving():
            if not reason.strip():
                raise NotAllowed("Write why the case is opened again.")
            case = self._known(case_id)
            if case.state is CaseState.REOPENED:
                return
            if case.state.stands:
                raise NotAllowed("The case is not resolved.")
            joinable = [c for c in self._open_danger(case.patient_id) if c.restricted == case.restricted]
            if case.severity is not Severity.TEAM_QUESTION and joinable:
                raise NotAllowed("The patient has another open case. Go on in that one.")
            assert case.outcome
            assert case.resolved_by
            assert case.resolved_at
            for episode in list(self._episodes.values()):
                closed_then = (episode.patient_id, episode.closed_at) == (case.patient_id, case.resolved_at)
                if closed_then and self.open_episode(case.patient_id) is None:
                    self._episodes[episode.id] = replace(episode, closed_at=None)
            ended = f"Resolved ({case.outcome.value}). {case.note}".strip()
            case = self._noted(case, case.resolved_by, ended, case.resolved_at)
            case = freed(self._noted(case, clinician_id, reason, at))
            self._steps[case_id] = (0, None)
            again = replace(
                case, state=CaseState.REOPENED, reopened_at=at, clock_at=at,
                outcome=None, note="", resolved_by=None, resolved_at=None,
            )  # fmt: skip
            self._change(again, clinician_id, "case_reopened", at)

    def _claim(self, case: Case, clinician_id: str, at: datetime) -> Case:
        seen = (case.seen_at or at, case.seen_by or clinician_id)
        taken = replace(case, state=CaseState.CLAIMED, owner_id=clinician_id, claimed_at=at, exhausted_at=None)
        taken = replace(taken, seen_at=seen[0], seen_by=seen[1])
        self._drop(case.id)
        return self._change(taken, clinician_id, "case_claimed", at)

    def _change(self, case: Case, by: str, action: str, at: datetime) -> Case:
        self._cases[case.id] = replace(case, updated_at=at)
        self.trail.append(by, action, case.id, at)
        return self._cases[case.id]

    def _noted(self, case: Case, author_id: str, text: str, at: datetime) -> Case:
        return replace(case, notes=(*case.notes, Note(author_id, self._name(author_id), text, at)))

    def _name(self, person_id: str) -> str:
        return self._people[person_id].name if person_id in self._people else person_id

    def _workable(self, case_id: str, clinician_id: str) -> Case:
        case = self._known(case_id)
        self._must_stand(case)
        self._must_not_be_anothers(case, clinician_id)
        return case

    def _must_not_be_anothers(self, case: Case, clinician_id: str) -> None:
        owner_id = case.owner_id
        if owner_id and owner_id != clinician_id and case.state.stands and not case.state.is_free:
            raise CaseTaken(owner_id, self._name(owner_id))

    @staticmethod
    def _must_stand(case: Case) -> None:
        if not case.state.stands:
            raise NotAllowed("The case is resolved. Reopen it first.")

    def _known(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise NotAllowed("There is no such case. Reload the queue.")
        return self._cases[case_id]

    def _open_danger(self, patient_id: str) -> tuple[Case, ...]:
        mine = (case for case in self._cases.values() if case.patient_id == patient_id and case.state.stands)
        return tuple(case for case in mine if case.severity is not Severity.TEAM_QUESTION)

    def _drop(self, case_id: str) -> None:
        mine = [alert for alert in self._alerts.values() if alert.case_id == case_id and alert.delivered_at is None]
        self._dropped |= {alert.id for alert in mine if alert.id not in self._given_up and alert.url != CONSOLE}

    def _first_page(self, case: Case, at: datetime, *, safeguarding: bool = False) -> Page:
        team = self._people[case.patient_id].team
        return self._pagers.page(team, at, restricted=case.restricted, safeguarding=safeguarding)

    def _page(self, case: Case, page: Page, at: datetime) -> None:
        for url in page.urls:
            alert = Alert(uuid.uuid4().hex, case.id, url, case.severity, 0, at, step=page.step, made_at=at)
            self._alerts[alert.id] = alert


def freed(case: Case) -> Case:
    """The case when whoever had it has given it back."""
    return replace(
        case, owner_id=None, claimed_at=None, contacted_at=None, seen_at=None, seen_by=None, exhausted_at=None
    )
