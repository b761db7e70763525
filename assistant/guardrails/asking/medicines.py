"""Requests to stop, skip, start or swap a medicine, and a missed dose."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.frames import (
    WHOLE,
    first_of,
    is_about_rules,
    is_question,
    is_recalled,
    names_another_thing,
)
from assistant.guardrails.asking.rules import Hit, rule

_OWN: Final = ("med", "form")
_BEGINS: Final = ("start", "starting", "begin", "beginning", "continue", "empezar", "comenzar")
"""Said last, they are about a story or a visit ("before I start"), not about the medicine that was named."""


def stop_asked(clause: Clause) -> Hit | None:
    """May I stop, skip or do without it; or that it has been left."""
    if is_about_rules(clause) or is_recalled(clause) or clause.says("medicines.stops_ill"):
        return None
    for place in clause.places("stop"):
        thing = _own_after(clause, place)
        if (
            thing < 0
            or names_another_thing(clause, thing)
            or first_of(clause, place, thing - place, "course", "topic") >= 0
        ):
            continue
        if is_question(clause) or clause.says("medicines.plans"):
            return ("stop", place, thing)
    left = clause.says("medicines.left")
    if (
        left
        and (clause.has(*_OWN) or (clause.named and is_question(clause)))
        and not clause.has("course", "alc", "rec")
        and not clause.says("medicines.missed")
    ):
        return ("stop", 0, len(clause.parts) - 1)
    return None


def _own_after(clause: Clause, verb: int) -> int:
    """The medicine that the verb is about, also when it was named before ("and just not take it")."""
    thing = first_of(clause, verb + 1, 7, *_OWN)
    if thing >= 0 or not (clause.named or first_of(clause, 0, verb, *_OWN) >= 0):
        return thing
    if clause.parts[verb].text.endswith((" them away", " it away", " them out")):
        return verb
    return verb if verb + 1 >= len(clause.parts) else first_of(clause, verb + 1, 2, "pronoun")


def start_asked(clause: Clause) -> Hit | None:
    """May I start, swap, or go back to a medicine; must I stay on it."""
    if is_about_rules(clause) or is_recalled(clause):
        return None
    for place in clause.places("startmed"):
        thing = _own_after(clause, place)
        if thing < 0 or names_another_thing(clause, thing) or clause.has("endure", "illness"):
            continue
        if thing == place and clause.parts[place].text in _BEGINS:
            continue
        if first_of(clause, place, thing - place, "topic", "course") < 0 and (
            is_question(clause) or clause.says("medicines.plans")
        ):
            return ("start", place, thing)
    return None


def missed_dose(clause: Clause) -> Hit | None:
    """A dose that was missed or forgotten by accident."""
    if (
        is_about_rules(clause)
        or not clause.says("medicines.missed")
        or clause.says("medicines.missed_other")
        or (clause.says("medicines.missed_in") and not clause.says("medicines.by_accident"))
    ):
        return None
    if clause.has("topic", "course") and not clause.has("dose", *_OWN):
        return None
    thing = first_of(clause, 0, WHOLE, "dose", *_OWN)
    if thing >= 0 and names_another_thing(clause, thing):
        return None
    if thing < 0 and not clause.says("medicines.dose_time"):
        return None
    return ("missed_dose", max(thing, 0), max(thing, 0))


def alcohol_stopped(clause: Clause) -> Hit | None:
    """Stopping heavy drinking suddenly or alone."""
    ordinary = is_about_rules(clause) or clause.says("medicines.stops_ill")
    if ordinary or not clause.says("medicines.alcohol_stop"):
        return None
    drinking = clause.has("alc") or " drink" in clause.text or " beber" in clause.text or " bebida" in clause.text
    if not drinking and not (clause.named and clause.asked):
        return None
    return (
        ("alcohol", 0, len(clause.parts) - 1)
        if is_question(clause) or clause.says("medicines.plans") or clause.says("medicines.heavy")
        else None
    )


RULES = (rule(stop_asked, "stop medicines.left"), rule(start_asked, "startmed"))
MISSED = (rule(missed_dose, "medicines.missed"),)
ALCOHOL = (rule(alcohol_stopped, "medicines.alcohol_stop"),)
