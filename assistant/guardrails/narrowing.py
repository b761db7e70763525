"""What is left of a decision when answers are off, narrowed or paused for the patient."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.care import Answers
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision

TEXTS = {Answers.HELP_ONLY: "answers-narrowed", Answers.OFF: "answers-off"}
PAUSED = "answers-paused"
_FIXED = (Route.SMALL_TALK, Route.NEEDS_HUMAN)


def narrowed(decision: Decision, answers: Answers) -> Decision:
    """The decision with nothing from the library in it; danger, refusals, cases and who it is stay as they are.

    With answers on it is the decision itself. A question becomes a fixed text with help lines, which offers to pass it
    on only when answers are narrowed.
    """
    if answers is Answers.ON:
        return decision
    if answers is Answers.OFF:
        decision = replace(decision, offers=tuple(offer for offer in decision.offers if offer != "ask_team"))
        return _unanswered(decision, TEXTS[answers], ())
    return _unanswered(decision, TEXTS[answers], ("ask_team",))


def paused(decision: Decision) -> Decision:
    """The decision for somebody who wrote very often lately: as with narrowed answers, and it says that it passes."""
    return _unanswered(decision, PAUSED, ("ask_team",))


def _unanswered(decision: Decision, text: str, offers: tuple[str, ...]) -> Decision:
    bare = replace(decision, answer_below=False, quotes_below=False)
    if bare.route.is_safety or bare.route.is_refusal or bare.route in _FIXED:
        return bare
    return replace(bare, route=Route.NEEDS_HUMAN, text_keys=(text,), offers=offers)
