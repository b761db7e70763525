"""What is stored, each part behind one small Protocol."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.cases import Episode
from assistant.domain.messages import Conversation, Message
from assistant.domain.turns import Earlier, Exchange, Recorded, TurnRecord
from assistant.ports.alerts import AlertRecords, ChainRecords, DutyRecords
from assistant.ports.care import CareRecords
from assistant.ports.cases import CaseRecords, CaseWork
from assistant.ports.glass import GlassRecords
from assistant.ports.library_records import LibraryRecords
from assistant.ports.oversight import OversightRecords
from assistant.ports.people import PeopleRecords
from assistant.ports.queue import QueueRecords
from assistant.ports.sessions import SessionRecords


class ConversationRecords(Protocol):
    """Conversations and turns."""

    def start_conversation(self, patient_id: str, at: datetime) -> Conversation:
        """Open a new conversation."""
        ...

    def conversation(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id, or None."""
        ...

    def conversations_of(self, patient_id: str) -> tuple[Conversation, ...]:
        """The patient's conversations, newest first."""
        ...

    def kept_apart(self, conversation_id: str) -> frozenset[str]:
        """The ids of the messages of the conversation that a restricted case is about."""
        ...

    def exchanges_of(self, conversation_id: str) -> tuple[Exchange, ...]:
        """Every message of the conversation with its reply, oldest first."""
        ...

    def earlier(self, message: Message, patient_id: str, limit: int, since: datetime | None = None) -> Earlier:
        """What stands when the turn of that message begins, with the last `limit` lines before it.

        With `since` the patient's messages in all conversations at or after that moment are counted, this one included.
        """
        ...

    def receive(self, message: Message) -> None:
        """Store a patient's message; when this returns, the message survives a crash. Storing it twice is harmless.

        Any message of the patient answers the safety question that they were asked last.
        """
        ...

    def record(self, turn: TurnRecord) -> Recorded:
        """Store reply, assessment, episode, case and alerts in one transaction, all or nothing.

        An opening joins the patient's open case (it can only raise its severity); a `team_question` keeps a
        case of its own, and a restricted opening joins only a restricted case. What it holds `apart` becomes or joins
        the restricted case as well. A case that rises, or is told to page again, counts as unseen again, its clocks
        begin anew, and a contact made before does not count; whoever has it keeps it. A page adds
        alert rows for every configured address when the case is new, its severity rose, it is told to page again, or
        no alert of it is delivered or under way; a restricted case pages the safeguarding lead or nobody; else with
        no address one row `console:` stands for the queue itself. A reply that offers the safety question while it
        pages starts the wait for its answer. Recording the same message twice changes nothing the second time.
        """
        ...

    def unanswered(self, received_before: datetime) -> tuple[Message, ...]:
        """Patients' messages without a reply that were stored before that moment, oldest first."""
        ...

    def open_episode(self, patient_id: str) -> Episode | None:
        """The patient's open safety episode, or None."""
        ...


class AuditRecords(Protocol):
    """The hash-chained trail of who read and changed what."""

    def audit(self, actor: str, action: str, subject: str, at: datetime) -> None:
        """Append one row; none of its fields holds a patient's words."""
        ...

    def verify_audit(self) -> tuple[int, str | None]:
        """(rows checked, None) for an intact chain; otherwise what is wrong and where."""
        ...


class Records(
    PeopleRecords,
    SessionRecords,
    ConversationRecords,
    CaseRecords,
    CaseWork,
    AlertRecords,
    ChainRecords,
    DutyRecords,
    AuditRecords,
    LibraryRecords,
    CareRecords,
    QueueRecords,
    OversightRecords,
    GlassRecords,
    Protocol,
):
    """Everything that is stored. Every method raises RecordsUnavailable when the database cannot serve it now."""
