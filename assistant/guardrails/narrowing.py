"""What is left of a decision when a clinician switched answers off for the patient, or narrowed them."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.care import Answers
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision

TEXTS = {Answers.HELP_ONLY: "answers-narrowed", Answers.OFF: "answers-off"}
_FIXED = (Route.SMALL_TALK, Route.NEEDS_HUMAN)


def narrowed(decision: Decision, answers: Answers) -> Decision:
    """The decision with nothing from the library in it; danger, refusals, cases and who it is stay as they are.

    With answers on it is the decision itself. A question becomes a fixed text with help lines, which offers to pass it
    on only when answers are narrowed.
    """
    if answers is Answers.ON:
        return decision
    bare = replace(decision, answer_below=False, quotes_below=False)
    if answers is Answers.OFF:
        bare = replace(bare, offers=tuple(offer for offer in bare.offers if offer != "ask_team"))
    if bare.route.is_safety or bare.route.is_refusal or bare.route in _FIXED:
        return bare
    offers = ("ask_team",) if answers is Answers.HELP_ONLY else ()
    return replace(bare, route=Route.NEEDS_HUMAN, text_keys=(TEXTS[answers],), offers=offers)
