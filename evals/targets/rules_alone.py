"""Only the rails that need no model: what is left of the assistant when the model is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from assistant import bootstrap
from assistant.conversation.judging import Judging
from assistant.conversation.replying import Replying
from assistant.domain.messages import Author, Utterance
from assistant.domain.reading import Vector
from assistant.guardrails.screening import Screening
from assistant.ports import InputRail
from evals.measuring.seen import Seen
from evals.targets.ours import rails_version, rules


class RulesAlone:
    """The input rails without the classifier, and the routing; it makes no replies."""

    name = "rules-alone"

    def __init__(self) -> None:
        self._judging = judging_of(bootstrap.input_rails())

    @property
    def facts(self) -> Mapping[str, str]:
        """The version of the rails."""
        return {"rails_version": rails_version()}

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """What the rules say of the whole conversation."""
        return seen_by(self._judging, talk)

    def reply(self, talk: Sequence[Utterance]) -> Seen:
        """The same; there is no text."""
        return self.see(talk)

    def session(self) -> RulesSession:
        """A patient of whom only the lines so far are known."""
        return RulesSession(self)


class RulesSession:
    """The lines of one chat."""

    def __init__(self, rules_alone: RulesAlone) -> None:
        self._rules = rules_alone
        self._talk: list[Utterance] = []

    def say(self, text: str) -> Seen:
        """What the rules say with this line added."""
        self._talk.append(Utterance(Author.PATIENT, text))
        return self._rules.see(self._talk)

    def new_chat(self) -> None:
        """Forget the lines."""
        self._talk.clear()


def judging_of(rails: Sequence[InputRail], time_limit_s: float = 2.0) -> Judging:
    """These rails and the routing; it screens and makes no reply, so nothing that replies or embeds is needed."""
    screening = Screening(rails, _no_vectors, time_limit_s, max(time_limit_s, 30.0))
    return Judging(screening, cast("Replying", None), bootstrap.make_clock())


def seen_by(judging: Judging, talk: Sequence[Utterance]) -> Seen:
    """What its rails say of the whole conversation."""
    state = judging.screen(talk[-1].text, tuple(talk[:-1]))
    found = state.assessment
    concerns = tuple(concern.value for concern in found.concerns)
    by_rule = any(s.rail != "classifier" and s.tier.opens_episode for s in found.dangers)
    return Seen(state.tier, state.route, concerns, rules(found), found.failed_rails, by_rule=by_rule)


def _no_vectors(texts: Sequence[str]) -> tuple[Vector, ...]:
    return tuple(() for _ in texts)
