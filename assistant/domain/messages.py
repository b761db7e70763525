"""What was said, by whom, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

UNREADABLE = "[These words cannot be read: what is stored of them is damaged. This was reported.]"
"""Shown in place of a stored text that cannot be decrypted."""


class Author(Enum):
    """Who wrote a line of a conversation."""

    PATIENT = "patient"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of a conversation, without identity: what rails and composers may read."""

    author: Author
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One stored line of a conversation."""

    id: str
    conversation_id: str
    author: Author
    text: str
    at: datetime

    @property
    def utterance(self) -> Utterance:
        """The line without its identity."""
        return Utterance(self.author, self.text)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A patient's conversation; it can be left and opened again."""

    id: str
    patient_id: str
    started_at: datetime
