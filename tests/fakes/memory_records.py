"""Records in memory, which keep the promises of the real ones for as long as the program runs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.cases import Alert, AlertStatus, Case, CaseOpening, CaseState, Episode, Review, Severity
from assistant.domain.citing import CitationTally
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.joining import (
    CONSOLE,
    AlertState,
    Pagers,
    joined_concerns,
    keeps_own_case,
    must_page,
    raised_episode,
    rises,
    silent_reason,
    status_of,
)
from assistant.domain.messages import Author, Conversation, Message, Utterance
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.domain.turns import Exchange, Recorded, StoredReply, TurnRecord
from assistant.domain.vetting import Cited, LedgerEntry
from tests.fakes.memory_care import MemoryCare
from tests.fakes.memory_cases import opened, resolved
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.memory_silences import MemorySilences


class MemoryRecords(MemoryCare):
    """Records without a database. Set `down` to make every method raise RecordsUnavailable."""

    def __init__(self, alert_urls: tuple[str, ...] = (), safeguarding_urls: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.assessments: dict[str, Assessment] = {}
        self._pagers = Pagers(alert_urls, safeguarding_urls)
        self._silences = MemorySilences()
        self._ledger = MemoryLedger()
        self._conversations: dict[str, Conversation] = {}
        self._messages: dict[str, Message] = {}
        self._replies: dict[str, StoredReply] = {}
        self._recorded: dict[str, str | None] = {}
        self._episodes: dict[str, Episode] = {}
        self._cases: dict[str, Case] = {}
        self._alerts: dict[str, Alert] = {}
        self._given_up: set[str] = set()

    # Conversations

    def start_conversation(self, patient_id: str, at: datetime) -> Conversation:
        with self._serving():
            self._must_exist(patient_id in self._people)
            conversation = Conversation(uuid.uuid4().hex, patient_id, at)
            self._conversations[conversation.id] = conversation
            return conversation

    def conversation(self, conversation_id: str) -> Conversation | None:
        with self._serving():
            return self._conversations.get(conversation_id)

    def conversations_of(self, patient_id: str) -> tuple[Conversation, ...]:
        with self._serving():
            mine = [c for c in self._conversations.values() if c.patient_id == patient_id]
            return tuple(sorted(mine, key=lambda c: c.started_at)[::-1])

    def exchanges_of(self, conversation_id: str) -> tuple[Exchange, ...]:
        with self._serving():
            mine = sorted(
                (m for m in self._messages.values() if m.conversation_id == conversation_id), key=lambda m: m.at
            )
            return tuple(Exchange(message, self._replies.get(message.id)) for message in mine)

    def lines_before(self, message: Message, limit: int) -> tuple[Utterance, ...]:
        lines: list[Utterance] = []
        for exchange in self.exchanges_of(message.conversation_id):
            if exchange.message.id == message.id:
                break
            lines.append(exchange.message.utterance)
            if exchange.reply is not None:
                lines.append(exchange.reply.message.utterance)
        return tuple(lines[-limit:])

    def receive(self, message: Message) -> None:
        with self._serving():
            self._must_exist(message.conversation_id in self._conversations)
            self._messages.setdefault(message.id, replace(message, at=message.at.astimezone(UTC)))
            self._silences.answered(self._conversations[message.conversation_id].patient_id)

    def record(self, turn: TurnRecord) -> Recorded:
        with self._serving():
            self.receive(turn.patient_message)
            self._must_exist(turn.patient_id in self._people)
            message = turn.patient_message
            if message.id not in self._replies:
                reply = Message(turn.reply_id, message.conversation_id, Author.ASSISTANT, turn.reply.text, turn.at)
                self._replies[message.id] = StoredReply(reply, turn.reply)
                self.assessments[message.id] = turn.assessment
                if turn.episode is not None:
                    self._keep_episode(turn.episode)
                self._recorded[message.id] = self._keep_opening(turn, turn.opening) if turn.opening else None
                self._silences.ask(turn, self._recorded[message.id])
            case_id = self._recorded[message.id]
            return Recorded(case_id, self.alert_status(case_id) if case_id else AlertStatus.NONE)

    def kept_apart(self, conversation_id: str) -> frozenset[str]:
        with self._serving():
            found = {m for case in self._cases.values() if case.restricted for m, _ in case.signals}
            return frozenset(m for m in found if self._messages[m].conversation_id == conversation_id)

    def unanswered(self, received_before: datetime) -> tuple[Message, ...]:
        with self._serving():
            waiting = [m for m in self._messages.values() if m.id not in self._replies and m.at < received_before]
            return tuple(sorted(waiting, key=lambda m: m.at))

    def open_episode(self, patient_id: str) -> Episode | None:
        with self._serving():
            mine = (e for e in self._episodes.values() if e.patient_id == patient_id and e.closed_at is None)
            return next(mine, None)

    # Cases

    def cases(self, state: CaseState | None = None) -> tuple[Case, ...]:
        with self._serving():
            found = [self._shown(case) for case in self._cases.values() if state in (None, case.state)]
            return tuple(sorted(found, key=lambda c: (c.state is not CaseState.OPEN, c.severity.rank, c.opened_at)))

    def case(self, case_id: str) -> Case | None:
        with self._serving():
            return self._shown(self._cases[case_id]) if case_id in self._cases else None

    def open_case_of(self, patient_id: str) -> Case | None:
        with self._serving():
            mine = (c for c in self._open_danger(patient_id) if not c.restricted)
            return next((self._shown(case) for case in mine), None)

    def mark_seen(self, case_id: str, clinician_id: str, at: datetime) -> None:
        with self._serving():
            case = self._known(case_id)
            if case.seen_at is None:
                self._cases[case_id] = replace(case, seen_at=at, seen_by=clinician_id)
                self.trail.append(clinician_id, "case_seen", case_id, at)

    def review(self, review: Review) -> None:
        with self._serving():
            case = self._known(review.case_id)
            if case.state is not CaseState.OPEN:
                if (case.resolved_by, case.outcome, case.note) == (review.clinician_id, review.outcome, review.note):
                    return
                raise NotAllowed("The case has been resolved already. Reload it to see by whom.")
            self._cases[case.id] = resolved(case, review)
            episode = self.open_episode(case.patient_id)
            if episode and case.severity is not Severity.TEAM_QUESTION and not any(self._open_danger(case.patient_id)):
                self._episodes[episode.id] = replace(episode, closed_at=review.at)
            self.trail.append(review.clinician_id, "case_resolved", case.id, review.at)

    # Alerts

    def due_alerts(self, now: datetime, limit: int) -> tuple[Alert, ...]:
        with self._serving():
            due = [alert for alert in self._alerts.values() if self._waits(alert) and alert.due_at <= now]
            return tuple(sorted(due, key=lambda alert: (alert.severity.rank, alert.due_at))[:limit])

    def alert_delivered(self, alert_id: str, at: datetime) -> None:
        with self._serving():
            alert = self._alerts.get(alert_id)
            if alert and alert.delivered_at is None:
                self._alerts[alert_id] = replace(alert, delivered_at=at, attempts=alert.attempts + 1)

    def alert_failed(self, alert_id: str, next_due: datetime | None) -> None:
        with self._serving():
            alert = self._alerts.get(alert_id)
            if alert is None or alert.delivered_at is not None:
                return
            if next_due is None:
                self._given_up.add(alert_id)
            self._alerts[alert_id] = replace(alert, attempts=alert.attempts + 1, due_at=next_due or alert.due_at)

    def page_silences(self, asked_before: datetime, now: datetime) -> int:
        with self._serving():
            silent = [self._cases[one.case_id] for one in self._silences.overdue(asked_before)]
            silent = [case for case in silent if case.state is CaseState.OPEN]
            for case in silent:
                self._cases[case.id] = replace(case, reason=silent_reason(case.reason), updated_at=now)
                self._page(case, self._pagers.of(restricted=case.restricted), now)
            return len(silent)

    def alert_status(self, case_id: str) -> AlertStatus:
        with self._serving():
            case = self._cases.get(case_id)
            return status_of(self._states(case_id), seen=case is not None and case.seen_at is not None)

    # Library

    def ledger(self) -> tuple[LedgerEntry, ...]:
        with self._serving():
            return tuple(self._ledger.entries)

    def ledger_size(self) -> int:
        return len(self.ledger())

    def decide(self, entry: LedgerEntry, text: str, *, by: str) -> bool:
        with self._serving():
            kept = self._ledger.decide(entry, text, self._people.get(entry.person_id))
            if kept:
                self.trail.append(
                    by, f"library_{entry.decision.value}", f"{entry.document_id} {entry.sha256}", entry.at
                )
            return kept

    def text_read(self, sha256: str) -> str | None:
        with self._serving():
            return self._ledger.texts.get(sha256)

    def citation_counts(self, since: datetime) -> Mapping[str, Cited]:
        with self._serving():
            tally = CitationTally()
            for message in self._messages.values():
                if message.at >= since and message.id in self._replies:
                    patient = self._conversations[message.conversation_id].patient_id
                    tally.add(patient, self._replies[message.id].reply.citations)
            return tally.counts()

    def found_nothing(self, since: datetime, limit: int) -> tuple[Message, ...]:
        with self._serving():
            apart = {m for case in self._cases.values() if case.restricted for m, _ in case.signals}
            found = [
                message
                for message in reversed(self._messages.values())
                if message.at >= since and message.id in self._replies and message.id not in apart
                if self._replies[message.id].reply.route is Route.CANNOT_ANSWER
            ]
            return tuple(sorted(found, key=lambda m: m.at, reverse=True)[:limit])

    # Audit

    def audit(self, actor: str, action: str, subject: str, at: datetime) -> None:
        with self._serving():
            self.trail.append(actor, action, subject, at)

    def verify_audit(self) -> tuple[int, str | None]:
        with self._serving():
            return self.trail.verify()

    def _must_exist(self, exists: bool) -> None:
        if not exists:
            raise RecordsUnavailable("The records refused the change because it points at something not stored.")

    def _known(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise NotAllowed("There is no such case. Reload the queue.")
        return self._cases[case_id]

    def _open_danger(self, patient_id: str) -> tuple[Case, ...]:
        mine = (c for c in self._cases.values() if c.patient_id == patient_id and c.state is CaseState.OPEN)
        return tuple(case for case in mine if case.severity is not Severity.TEAM_QUESTION)

    def _waits(self, alert: Alert) -> bool:
        done = alert.delivered_at is not None or alert.id in self._given_up or alert.url == CONSOLE
        return not done and self._cases[alert.case_id].state is CaseState.OPEN

    def _states(self, case_id: str) -> tuple[AlertState, ...]:
        mine = (alert for alert in self._alerts.values() if alert.case_id == case_id)
        return tuple(AlertState(a.severity, a.delivered_at is not None, a.id in self._given_up) for a in mine)

    def _shown(self, case: Case) -> Case:
        patient = self._people[case.patient_id]
        return replace(case, alert_status=self.alert_status(case.id), patient_name=patient.name, team=patient.team)

    def _keep_episode(self, asked: Episode) -> None:
        stored = self.open_episode(asked.patient_id)
        if stored is not None:
            self._episodes[stored.id] = raised_episode(stored, asked)
            return
        fresh = replace(asked, id=uuid.uuid4().hex) if asked.id in self._episodes else asked
        self._episodes[fresh.id] = fresh

    def _page(self, case: Case, urls: tuple[str, ...], at: datetime) -> None:
        for url in urls:
            alert = Alert(uuid.uuid4().hex, case.id, url, case.severity, 0, at)
            self._alerts[alert.id] = alert

    def _keep_opening(self, turn: TurnRecord, opening: CaseOpening) -> str:
        message = turn.patient_message
        joinable = (c for c in self._open_danger(turn.patient_id) if c.restricted == opening.restricted)
        case = None if keeps_own_case(opening) else next(joinable, None)
        rose = case is None or rises(case.severity, opening.severity)
        if case is None:
            case = opened(turn, opening)
        elif rose:
            case = replace(
                case,
                severity=opening.severity,
                reason=opening.reason,
                conversation_id=message.conversation_id,
                message_id=message.id,
                concerns=joined_concerns(opening.concerns, case.concerns),
            )
        if rose or opening.again:
            case = replace(case, seen_at=None, seen_by=None)
        added = tuple((message.id, signal) for signal in opening.signals)
        concerns = joined_concerns(case.concerns, opening.concerns)
        self._cases[case.id] = replace(case, signals=case.signals + added, concerns=concerns, updated_at=turn.at)
        if must_page(opening, rose=rose, alerts=self._states(case.id)):
            urls = self._pagers.of(restricted=opening.restricted, safeguarding=opening.safeguarding)
            self._page(case, urls, turn.at)
        if opening.apart is not None:
            self._keep_opening(turn, opening.apart)
        return case.id
