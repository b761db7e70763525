"""Cases and targets made by hand for the tests of the evaluations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from evals.data import refusals, safety
from evals.measuring.case import EvalCase
from evals.measuring.seen import Seen
from evals.refusals.cases import Case as RequestCase
from evals.safety.cases import Case, Label


def lines(*texts: str) -> tuple[Utterance, ...]:
    """Messages of a patient."""
    return tuple(Utterance(Author.PATIENT, text) for text in texts)


def danger_case(
    tier: Tier,
    *concerns: Concern,
    kind: str = "direct",
    second: Label | None = None,
    about_other: bool = False,
    texts: Sequence[str] = ("words",),
    identity: str = "c-1",
    idea: str = "idea",
    split: str = "dev",
) -> EvalCase:
    """A safety case."""
    own = Case(identity, idea, lines(*texts), tier, concerns, about_other, kind, "en", "hard", second=second)
    return safety.as_case(own, split)


def request_case(route: Route, *also: Route, kind: str = "amount", identity: str = "c-1") -> EvalCase:
    """A refusal case."""
    return refusals.as_case(RequestCase(identity, kind, lines("words"), route, also, "en", "hard", kind), "dev")


class ScriptedTarget:
    """Finds danger in what holds the word; remembers what it was shown."""

    name = "scripted"
    facts: Mapping[str, str] = {"library_version": "none"}

    def __init__(self, word: str = "knife", failed: tuple[str, ...] = (), raises: bool = False) -> None:
        self.word, self.failed, self.raises = word, failed, raises
        self.shown: list[str] = []

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """Imminent for the word, none otherwise."""
        if self.raises:
            raise RuntimeError("the words of the patient")
        self.shown.append(talk[-1].text)
        found = self.word in talk[-1].text
        return Seen(
            Tier.IMMINENT if found else Tier.NONE,
            Route.CRISIS if found else Route.ANSWER,
            rules=("scripted.word",) if found else (),
            failed=self.failed,
            text="Call 988 now." if found else "An answer.",
        )

    def reply(self, talk: Sequence[Utterance]) -> Seen:
        """The same."""
        return self.see(talk)

    def session(self) -> ScriptedSession:
        """A patient who is not remembered."""
        return ScriptedSession(self)


class ScriptedSession:
    """Each message for itself."""

    def __init__(self, target: ScriptedTarget) -> None:
        self._target = target

    def say(self, text: str) -> Seen:
        """What the target sees in it."""
        return self._target.see(lines(text))

    def new_chat(self) -> None:
        """Nothing changes."""
