"""What is committed about one turn, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.care import Answers
from assistant.domain.cases import AlertStatus, Case, CaseOpening, Episode
from assistant.domain.messages import Conversation, Message, Utterance
from assistant.domain.replies import Reply
from assistant.domain.risk import Assessment


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the records say when a turn begins: about its conversation, and about the patient."""

    lines: tuple[Utterance, ...] = ()
    """The last lines of the conversation before the message, oldest first."""
    episode: Episode | None = None
    standing: Case | None = None
    """The open case that a danger joins; looked for only in an episode."""
    answers: Answers = Answers.ON
    """What a clinician lets the assistant say to the patient."""
    recent: int = 0
    """How many messages the patient wrote lately in all conversations, if that was asked."""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """Everything that one transaction must hold: reply, assessment, case, episode and alerts, or nothing of it."""

    patient_message: Message
    patient_id: str
    reply: Reply
    reply_id: str
    assessment: Assessment
    at: datetime
    opening: CaseOpening | None = None
    episode: Episode | None = None
    """The episode as it stands after this turn, new or raised; None leaves the records' episode as it is."""

    @property
    def asks_while_paging(self) -> bool:
        """Whether the reply asks the safety question beside a page, so that silence would be a sign."""
        return self.opening is not None and self.opening.page and "safety_question" in self.reply.offers


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the records say after the commit."""

    case_id: str | None
    alert_status: AlertStatus


@dataclass(frozen=True, slots=True)
class StoredReply:
    """A stored reply with its place in the conversation."""

    message: Message
    reply: Reply


@dataclass(frozen=True, slots=True)
class Exchange:
    """A patient's message and, once there is one, the reply to it."""

    message: Message
    reply: StoredReply | None


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """What a page or command gets back from one stored turn.

    `stored` is false when the records failed; the reply then says that nobody has been told.
    """

    conversation: Conversation
    message: Message
    reply: Reply
    assessment: Assessment
    case_id: str | None
    alert_status: AlertStatus
    stored: bool
