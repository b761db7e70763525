"""What a suite asks of a system under evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.domain.messages import Utterance
from evals.measuring.seen import Seen


class Session(Protocol):
    """One patient who writes, over as many chats as it takes; what the system remembers of them it remembers here."""

    def say(self, text: str) -> Seen:
        """What comes of the patient's next message."""
        ...

    def new_chat(self) -> None:
        """Leave the chat and begin another one as the same patient."""
        ...


class Target(Protocol):
    """A system under evaluation. Whatever it raises leaves the case undecided."""

    @property
    def name(self) -> str:
        """How reports call it."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """What somebody must know to run it again: settings, model, versions."""
        ...

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """Tier and route after the last patient message of the talk; the text may be missing."""
        ...

    def reply(self, talk: Sequence[Utterance]) -> Seen:
        """The same with the text that the patient reads."""
        ...

    def session(self) -> Session:
        """A patient whom the system does not know yet."""
        ...
