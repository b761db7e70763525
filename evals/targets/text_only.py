"""The one-file adapter: a system that takes a conversation and gives a text becomes a target."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.messages import Author, Utterance
from evals.measuring.seen import Seen
from evals.targets.reading import inferred


class TextTarget(ABC):
    """Subclass it, set `name` and write `answer`; tier and route are then read off the text."""

    name = "unnamed"

    def __init__(self) -> None:
        self._known: dict[tuple[Utterance, ...], Seen] = {}

    @property
    def facts(self) -> Mapping[str, str]:
        """Override it to say which model and settings were used."""
        return {}

    @abstractmethod
    def answer(self, talk: Sequence[Utterance]) -> str:
        """The reply to the conversation, whose last line is the patient's."""

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """What its reply says."""
        return self.reply(talk)

    def reply(self, talk: Sequence[Utterance]) -> Seen:
        """Its reply; the same conversation is put once."""
        key = tuple(talk)
        if key not in self._known:
            started = time.perf_counter()
            text = self.answer(key)
            self._known[key] = inferred(text, (time.perf_counter() - started) * 1000)
        return self._known[key]

    def session(self) -> TextSession:
        """A patient; the system is given the whole chat each time, and knows nothing of earlier ones."""
        return TextSession(self)


@dataclass(slots=True)
class TextSession:
    """One chat at a time with a TextTarget."""

    target: TextTarget
    talk: list[Utterance] = field(default_factory=list)

    def say(self, text: str) -> Seen:
        """The reply to the next message."""
        self.talk.append(Utterance(Author.PATIENT, text))
        seen = self.target.reply(self.talk)
        self.talk.append(Utterance(Author.ASSISTANT, seen.text or ""))
        return seen

    def new_chat(self) -> None:
        """Forget the chat."""
        self.talk.clear()
