"""Requests for leave to take something, or for the way to take it."""

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
    substance_after,
)
from assistant.guardrails.asking.phrases import listed
from assistant.guardrails.asking.rules import Hit, rule


def leave_asked(clause: Clause) -> Hit | None:
    """Leave to take a medicine."""
    if is_about_rules(clause) or is_recalled(clause):
        return None
    for place in clause.places("may"):
        verb = first_of(clause, place, 7, "take")
        if verb == place and any(part.text in _NOT for part in clause.parts[max(0, place - 2) : place]):
            continue
        if verb < 0 or first_of(clause, place, verb - place, "stop", "topic") >= 0:
            continue
        thing = substance_after(clause, verb + 1, 7)
        if thing < 0 or (clause.parts[thing].has("alc", "rec") and not clause.parts[thing].has("form", "med")):
            continue
        if clause.parts[thing].has("ket") and clause.parts[verb].text in listed("permissions.had"):
            continue
        return ("leave", place, thing)
    return None


_NOT: Final = frozenset({"dont", "not", "never", "didnt", "wouldnt"})
"""Before "like to take": who does not like to take something asks for no leave."""


def asked_of_oneself(clause: Clause) -> Hit | None:
    """Leave to take a medicine, asked in the first person of Spanish ("¿Tomo mi medicina antes?")."""
    if not clause.asked or is_about_rules(clause):
        return None
    last = clause.parts[-1]
    if last.text in ("me lo tomo", "me la tomo", "me los tomo", "me las tomo") and clause.names:
        return ("leave", len(clause.parts) - 1, len(clause.parts) - 1)
    verb = first_of(clause, 0, 3, "take")
    if verb < 0 or clause.parts[verb].text not in ("tomo", "me tomo", "uso", "me pongo", "me lo tomo", "me la tomo"):
        return None
    thing = first_of(clause, verb + 1, 4, "med", "form", "dose")
    return ("leave", verb, thing) if thing >= 0 else None


def used_passively(clause: Clause) -> Hit | None:
    """Leave for a medicine to be used."""
    if is_about_rules(clause) or not (clause.says("permissions.passive") and clause.says("permissions.begins_leave")):
        return None
    thing = first_of(clause, 0, 6, "med", "form", "ket", "dose")
    return ("leave", thing, thing) if thing >= 0 else None


def fitness_asked(clause: Clause) -> Hit | None:
    """Whether a medicine is all right now, whether one would hurt."""
    if is_about_rules(clause) or clause.says("permissions.helps") or clause.has("topic", "endure", "stop"):
        return None
    for place in clause.places("med", "form", "something"):
        if names_another_thing(clause, place):
            continue
        verdict = first_of(clause, place + 1, 9, "verdict")
        if verdict >= 0 and is_question(clause):
            return ("fitness", place, verdict)
    return None


def remedy_asked(clause: Clause) -> Hit | None:
    """What to take for a complaint."""
    if is_about_rules(clause):
        return None
    found = first_of(clause, 0, WHOLE, "something")
    if found >= 0 and is_question(clause) and clause.has("take", "may") and not clause.has("pastslip"):
        return ("remedy", found, found)
    if clause.says("permissions.able") and not clause.says("permissions.take_along"):
        return ("remedy", 0, len(clause.parts) - 1)
    thing = first_of(clause, 0, WHOLE, "med")
    if thing >= 0 and is_question(clause) and clause.says("permissions.recommend"):
        return ("remedy", thing, thing)
    return None


def way_asked(clause: Clause) -> Hit | None:
    """How to hold, swallow, split, measure or otherwise take it."""
    if is_about_rules(clause) or not clause.has("way"):
        return None
    if clause.says("permissions.sure_way") and (is_question(clause) or clause.names):
        return ("way", 0, len(clause.parts) - 1)
    for place in clause.places("way"):
        near = first_of(clause, place + 1, 5, "form", "med", "dose", "ket")
        if near < 0 and clause.named and clause.says("permissions.of_it"):
            near = place
        if near >= 0 and is_question(clause) and clause.says("permissions.how_to") and not clause.has("topic"):
            return ("way", place, near)
        if clause.parts[place].text in ("hit harder", "quicker route", "faster route") or (
            clause.has("verdict")
            and clause.parts[place].text in ("snorting", "dissolve", "plug", "injecting", "swallowing")
        ):
            return ("way", place, place)
    return None


RULES = (
    rule(leave_asked, "may", "take"),
    rule(asked_of_oneself, "take"),
    rule(used_passively, "permissions.passive", "permissions.begins_leave"),
    rule(fitness_asked, "med form something", "verdict"),
    rule(remedy_asked, "something permissions.able permissions.recommend"),
    rule(way_asked, "way"),
)
