"""Rails that say, raise or hang what a test tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from assistant.domain.reading import Reading
from assistant.domain.replies import Draft, Verdict
from assistant.domain.risk import Concern, Signal, Span, Subject, Tier
from assistant.domain.routes import Route


def danger(
    tier: Tier = Tier.ELEVATED,
    concern: Concern = Concern.SUICIDE,
    rail: str = "crisis",
    subject: Subject = Subject.SELF,
    *,
    present: bool = True,
) -> Signal:
    """A signal of danger on the message's first character."""
    return Signal(rail, "told", Span(0, 1), "w", 1.0, concern=concern, tier=tier, subject=subject, present=present)


def request(route: Route, rail: str = "requests") -> Signal:
    """A signal of what is asked for."""
    return Signal(rail, "told", Span(0, 1), "w", request=route)


class ScriptedInputRail:
    """Finds the signals listed for a word of the message; `misbehave` replaces the reading by anything else."""

    def __init__(
        self,
        name: str,
        found: Mapping[str, tuple[Signal, ...]] | None = None,
        *,
        needs_model: bool = False,
        misbehave: Callable[[Reading], object] | None = None,
    ) -> None:
        self.name = name
        self.needs_model = needs_model
        self.read_messages: list[str] = []
        self.histories: list[tuple[str, ...]] = []
        self._found = found or {}
        self._misbehave = misbehave

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """The signals of every listed word that the message holds."""
        self.read_messages.append(reading.message)
        self.histories.append(tuple(utterance.text for utterance in reading.history))
        if self._misbehave is not None:
            return cast("tuple[Signal, ...]", self._misbehave(reading))
        return tuple(s for word, signals in self._found.items() if word in reading.message for s in signals)


class ScriptedOutputRail:
    """Passes every draft; `misbehave` replaces the verdict by anything else."""

    def __init__(self, name: str = "support", misbehave: Callable[[Draft], object] | None = None) -> None:
        self.name = name
        self.drafts: list[Draft] = []
        self._misbehave = misbehave

    def check(self, draft: Draft) -> Verdict:
        """A passing verdict, or whatever the test wants."""
        self.drafts.append(draft)
        if self._misbehave is not None:
            return cast("Verdict", self._misbehave(draft))
        return Verdict(self.name, passed=True)
