"""What is measured: anything that reads a conversation and says how worried it is and what the turn becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from assistant import bootstrap
from assistant.conversation.judging import Judging
from assistant.conversation.replying import Replying
from assistant.domain.messages import Utterance
from assistant.domain.reading import Vector
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from assistant.guardrails.screening import Screening
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Seen:
    """What a target made of one conversation, after its last patient message."""

    tier: Tier
    route: Route
    concerns: tuple[Concern, ...] = ()
    rules: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Target(Protocol):
    """A system under evaluation."""

    @property
    def name(self) -> str:
        """How reports call it."""
        ...

    def see(self, utterances: Sequence[Utterance]) -> Seen:
        """What it makes of the conversation; the last utterance is the patient's."""
        ...


class Rails:
    """The input rails and the routing of the assistant, as `kap screen` runs them."""

    def __init__(self, name: str, screening: Screening) -> None:
        self._name = name
        # `screen` makes no reply, so nothing that replies is needed.
        self._judging = Judging(screening, cast("Replying", None), bootstrap.make_clock())
        self._known: dict[tuple[Utterance, ...], Seen] = {}

    @property
    def name(self) -> str:
        """How reports call it."""
        return self._name

    def see(self, utterances: Sequence[Utterance]) -> Seen:
        """What the rails say; the same conversation is read once, because suites share cases."""
        key = tuple(utterances)
        if key not in self._known:
            self._known[key] = self._seen(key)
        return self._known[key]

    def _seen(self, utterances: tuple[Utterance, ...]) -> Seen:
        state = self._judging.screen(utterances[-1].text, utterances[:-1])
        found = state.assessment
        rules = tuple(dict.fromkeys(signal.rule for signal in (*found.dangers, *found.requests)))
        return Seen(state.tier, state.route, found.concerns, rules, found.failed_rails)


def whole(settings: Settings) -> Rails:
    """Every input rail, as the product wires them."""
    return Rails("all rails", bootstrap.make_screening(bootstrap.make_embedder(settings)))


def rules_alone() -> Rails:
    """Only the rails that need no model: what is left when the model is missing."""
    return Rails("rules alone", Screening(bootstrap.input_rails(), _no_vectors))


def _no_vectors(texts: Sequence[str]) -> tuple[Vector, ...]:
    return tuple(() for _ in texts)
