"""Requests to say whether the treatment suits somebody, and for help with deceiving the clinic."""

from __future__ import annotations

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.frames import SHORT, is_question
from assistant.guardrails.asking.rules import Hit, rule


def suits(clause: Clause, *, ill: bool) -> Hit | None:
    """Whether the treatment suits this patient; `ill` says that an illness was named before."""
    if clause.says("fitness.general") or not (clause.has("illness") or ill):
        return None
    if (
        clause.has("eligible")
        and (clause.says("fitness.would") or len(clause.parts) < SHORT)
        and is_question(clause)
        and not clause.has("howmuch", "often")
    ):
        return ("eligible", 0, len(clause.parts) - 1)
    return None


def deceives(clause: Clause) -> Hit | None:
    """How to keep something from the clinic, or pass a test unfairly."""
    if not clause.says("fitness.hide") or not clause.says("fitness.from"):
        return None
    if clause.says("fitness.opinion") and clause.has("ill", "illness") and not clause.says("fitness.hides"):
        return None
    falsely = clause.says("fitness.tells_falsely")
    if (clause.says("fitness.honest") and not falsely) or clause.has("whyask"):
        return None
    if clause.has("topic") and clause.says("fitness.private") and not clause.says("fitness.clinical"):
        return None
    if is_question(clause) or falsely or clause.says("fitness.intends"):
        return ("deception", 0, len(clause.parts) - 1)
    return None


DECEIVES = (rule(deceives, "fitness.hide"),)
SUITS = (rule(lambda clause: suits(clause, ill=False), "eligible"),)
SUITS_WHEN_ILL = (rule(lambda clause: suits(clause, ill=True), "eligible"),)
