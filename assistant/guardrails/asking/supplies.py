"""Requests to get, keep, share or make what can be taken, or to use it alone."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.frames import SHORT, WHOLE, first_of, is_about_rules, is_question
from assistant.guardrails.asking.rules import Hit, rule

_THINGS: Final = ("ket", "med", "form", "rec")


def got(clause: Clause) -> Hit | None:
    """Where to get it, how to have it prescribed or made."""
    if is_about_rules(clause) or clause.has("stop") or clause.says("supplies.for_safety"):
        return None
    if clause.says("supplies.dealer"):
        return ("get", 0, len(clause.parts) - 1)
    thing = first_of(clause, 0, WHOLE, *_THINGS)
    if thing < 0 and not (clause.named and clause.says("supplies.get")):
        return None
    if clause.says("supplies.get") and (is_question(clause) or len(clause.parts) <= SHORT) and not clause.has("topic"):
        return ("get", max(thing, 0), max(thing, 0))
    if (
        clause.says("supplies.make")
        and is_question(clause)
        and clause.says("supplies.make_own")
        and not clause.says("supplies.makes_so")
        and not clause.has("endure", "cmp")
    ):
        return ("make", max(thing, 0), max(thing, 0))
    return None


def shared(clause: Clause) -> Hit | None:
    """Keeping some for later, or giving it to somebody."""
    thing = first_of(clause, 0, WHOLE, *_THINGS)
    if is_about_rules(clause) or clause.has("topic", "alc"):
        return None
    if thing < 0:
        lent = clause.named and clause.says("supplies.lent") and is_question(clause)
        return ("share", 0, len(clause.parts) - 1) if lent else None
    return ("share", thing, thing) if clause.says("supplies.share") and is_question(clause) else None


def refilled(clause: Clause) -> Hit | None:
    """A refill, or another lot for one that was lost."""
    thing = first_of(clause, 0, WHOLE, "ket", "med", "form")
    if is_about_rules(clause) or (thing < 0 and not clause.named) or not is_question(clause):
        return None
    return ("refill", max(thing, 0), max(thing, 0))


def used_alone(clause: Clause) -> Hit | None:
    """A session at home or without the team."""
    if is_about_rules(clause) or clause.says("supplies.safe_home"):
        return None
    thing = first_of(clause, 0, WHOLE, "ket", "course", "form", "rec")
    if thing < 0 and not clause.named and " trip " not in clause.text:
        return None
    if clause.says("supplies.alone") and clause.says("supplies.does"):
        return ("alone", max(thing, 0), max(thing, 0))
    return None


RULES = (
    rule(got, "supplies.dealer supplies.get supplies.make"),
    rule(shared, "supplies.share supplies.lent"),
    rule(refilled, "supplies.early"),
    rule(used_alone, "supplies.alone"),
)
