"""Records in memory, which keep the promises of the real ones for as long as the program runs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.cases import AlertStatus, Case, CaseOpening, CaseState, Episode
from assistant.domain.citing import CitationTally
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.joining import (
    Pagers,
    alerted_at,
    in_queue_order,
    joined_concerns,
    keeps_own_case,
    must_page,
    raised_episode,
    rises,
    silent_reason,
    state_after,
)
from assistant.domain.messages import Author, Conversation, Message, Utterance
from assistant.domain.oncall import OnCall
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.domain.turns import Earlier, Exchange, Recorded, StoredReply, TurnRecord
from assistant.domain.vetting import Cited, LedgerEntry
from tests.fakes.memory_care import MemoryCare
from tests.fakes.memory_cases import opened
from tests.fakes.memory_chains import MemoryChains
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.memory_queue import MemoryQueue
from tests.fakes.memory_silences import MemorySilences


class MemoryRecords(MemoryCare, MemoryQueue, MemoryChains):
    """Records without a database. Set `down` to make every method raise RecordsUnavailable."""

    def __init__(
        self,
        alert_urls: tuple[str, ...] = (),
        safeguarding_urls: tuple[str, ...] = (),
        oncall: OnCall | None = None,
    ) -> None:
        super().__init__()
        self._pagers = Pagers(oncall or OnCall.of_urls(alert_urls), safeguarding_urls)
        self.assessments: dict[str, Assessment] = {}
        self._silences = MemorySilences()
        self._ledger = MemoryLedger()
        self._conversations: dict[str, Conversation] = {}
        self._messages: dict[str, Message] = {}
        self._replies: dict[str, StoredReply] = {}
        self._recorded: dict[str, str | None] = {}

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

    def earlier(self, message: Message, patient_id: str, limit: int, since: datetime | None = None) -> Earlier:
        with self._serving():
            lines: list[Utterance] = []
            for exchange in self.exchanges_of(message.conversation_id):
                if exchange.message.id == message.id:
                    break
                lines.append(exchange.message.utterance)
                if exchange.reply is not None:
                    lines.append(exchange.reply.message.utterance)
            episode = self.open_episode(patient_id)
            standing = self.open_case_of(patient_id) if episode else None
            mine = {c.id for c in self._conversations.values() if c.patient_id == patient_id}
            recent = [m for m in self._messages.values() if since and m.conversation_id in mine and m.at >= since]
            return Earlier(tuple(lines[-limit:]), episode, standing, self.care_of(patient_id).answers, len(recent))

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
                    self._keep_episode(turn.episode, turn.at)
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

    # Cases

    def cases(self, *states: CaseState) -> tuple[Case, ...]:
        with self._serving():
            wanted = states or tuple(CaseState)
            return in_queue_order(self._shown(case) for case in self._cases.values() if case.state in wanted)

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

    def page_silences(self, asked_before: datetime, now: datetime) -> int:
        with self._serving():
            silent = [self._cases[one.case_id] for one in self._silences.overdue(asked_before)]
            silent = [case for case in silent if case.state.stands]
            for case in silent:
                self._cases[case.id] = replace(case, reason=silent_reason(case.reason), updated_at=now)
                self._page(case, self._first_page(case, now), now)
                self.trail.append("assistant", "case_silent", case.id, now)
            return len(silent)

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

    def found_nothing(self, teams: tuple[str, ...], since: datetime, limit: int) -> tuple[Message, ...]:
        with self._serving():
            apart = {m for case in self._cases.values() if case.restricted for m, _ in case.signals}
            found = [
                message
                for message in reversed(self._messages.values())
                if message.at >= since and message.id in self._replies and message.id not in apart
                if self._replies[message.id].reply.route is Route.CANNOT_ANSWER
                if self._people[self._conversations[message.conversation_id].patient_id].team in teams
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

    def _shown(self, case: Case) -> Case:
        patient = self._people[case.patient_id]
        owner = self._name(case.owner_id) if case.owner_id else None
        status, alerted = self.alert_status(case.id), alerted_at(self._states(case.id), case.severity)
        return replace(
            case, alert_status=status, alerted_at=alerted, patient_name=patient.name, team=patient.team, owner=owner
        )

    def _keep_episode(self, asked: Episode, at: datetime) -> None:
        stored = self.open_episode(asked.patient_id)
        if stored is not None:
            self._episodes[stored.id] = raised_episode(stored, asked)
            if self._episodes[stored.id] != stored:
                self.trail.append("assistant", "episode_raised", stored.id, at)
            return
        fresh = replace(asked, id=uuid.uuid4().hex) if asked.id in self._episodes else asked
        self._episodes[fresh.id] = fresh
        self.trail.append("assistant", "episode_opened", fresh.id, at)

    def _keep_opening(self, turn: TurnRecord, opening: CaseOpening) -> str:
        message = turn.patient_message
        joinable = (c for c in self._open_danger(turn.patient_id) if c.restricted == opening.restricted)
        case = None if keeps_own_case(opening) else next(joinable, None)
        rose = case is None or rises(case.severity, opening.severity)
        if case is None:
            case = opened(turn, opening)
            self.trail.append("assistant", "case_opened", case.id, turn.at)
        else:
            self.trail.append("assistant", "case_raised" if rose else "case_joined", case.id, turn.at)
        if rose and case.id in self._cases:
            case = replace(
                case,
                severity=opening.severity,
                reason=opening.reason,
                conversation_id=message.conversation_id,
                message_id=message.id,
                concerns=joined_concerns(opening.concerns, case.concerns),
            )
        if rose or opening.again:
            state = state_after(case.state, anew=True)
            case = replace(case, state=state, seen_at=None, seen_by=None, contacted_at=None, clock_at=turn.at)
            case = replace(case, exhausted_at=None)
        added = tuple((message.id, signal) for signal in opening.signals)
        concerns = joined_concerns(case.concerns, opening.concerns)
        self._cases[case.id] = replace(case, signals=case.signals + added, concerns=concerns, updated_at=turn.at)
        if must_page(opening, rose=rose, alerts=self._states(case.id)):
            page = self._first_page(case, turn.at, safeguarding=opening.safeguarding)
            self._page(case, page, turn.at)
            self._steps[case.id] = (page.step, turn.at)
        if opening.apart is not None:
            self._keep_opening(turn, opening.apart)
        return case.id
