"""Puts drafts to a target, counts how often, and never asks the same twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from assistant.domain.messages import Author, Utterance
from evals.measuring.seen import Seen

Enough = Callable[[Sequence[Seen]], bool]


class Sees(Protocol):
    """The part of a target that is attacked."""

    @property
    def name(self) -> str:
        """How reports call it."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """Its versions."""
        ...

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """Tier and route after the last message."""
        ...


class Spent(Exception):
    """The budget is used up."""


class Probe:
    """A target with a budget; one assessment is one text that it is asked about."""

    def __init__(self, target: Sees, budget: int, step: Callable[[], None] = lambda: None) -> None:
        self._target = target
        self._step = step
        self._known: dict[tuple[str, ...], tuple[Seen, ...]] = {}
        self._glimpsed: dict[tuple[str, ...], tuple[Seen, ...]] = {}
        self.left = budget
        self.asked = 0
        self.broken = 0
        """Assessments in which a rail broke: they are neither right nor wrong."""

    def look(self, texts: Sequence[str], enough: Enough | None = None) -> tuple[Seen, ...]:
        """What is seen after each message; by the cheap rails alone where that is enough. Raises Spent."""
        key = tuple(texts)
        if key in self._known:
            return self._known[key]
        if enough and key in self._glimpsed and enough(self._glimpsed[key]):
            return self._glimpsed[key]
        if self.left <= 0:
            raise Spent
        self.left -= 1
        self.asked += 1
        self._step()
        glance = getattr(self._target, "glance", None)
        if enough and glance is not None:
            self._glimpsed[key] = _after_each(key, glance)
            if enough(self._glimpsed[key]):
                return self._glimpsed[key]
        seen = _after_each(key, self._target.see)
        self.broken += any(one.failed for one in seen)
        self._known[key] = seen
        return seen


def _after_each(texts: Sequence[str], see: Callable[[Sequence[Utterance]], Seen]) -> tuple[Seen, ...]:
    talk = tuple(Utterance(Author.PATIENT, text) for text in texts)
    return tuple(see(talk[: end + 1]) for end in range(len(talk)))
