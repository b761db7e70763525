"""A chat model that says what it was told to say, and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from assistant.domain.errors import ModelUnavailable


@dataclass(frozen=True, slots=True)
class Asked:
    """What one completion was asked with."""

    system: str
    user: str


class ScriptedChatModel:
    """Gives its replies in order; an exception in the queue is raised; an empty queue is a server that is down."""

    name = "scripted"

    def __init__(self, *replies: str | Exception) -> None:
        self._replies = deque(replies)
        self.asked: list[Asked] = []

    def complete(self, system: str, user: str) -> str:
        """The next reply."""
        self.asked.append(Asked(system, user))
        if not self._replies:
            raise ModelUnavailable("the script has no reply left")
        reply = self._replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        return reply
