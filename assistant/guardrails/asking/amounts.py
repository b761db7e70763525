"""Requests for an amount, a strength, or a verdict on one."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import SUBSTANCE, Clause
from assistant.guardrails.asking.frames import (
    SHORT,
    first_of,
    is_about_rules,
    is_question,
    is_recalled,
    names_another_thing,
    substance_after,
)
from assistant.guardrails.asking.phrases import listed
from assistant.guardrails.asking.rules import Hit, rule

_COUNTED: Final = frozenset({"how many", "how often", "howmany", "cuantas", "cuantos", "how many more"})


def amount_asked(clause: Clause) -> Hit | None:
    """How much or how many of something that can be taken, or of sessions."""
    if is_about_rules(clause) or clause.says("amounts.felt"):
        return None
    for place in clause.places("howmuch"):
        end = _resolved(clause, place)
        if end >= 0:
            return ("amount", place, end)
    return None


def _resolved(clause: Clause, slot: int) -> int:
    """Where the thing stands that is asked the amount of; -1 for an ordinary how much."""
    parts, taken, passed, unknown = clause.parts, False, False, False
    counted = parts[slot].text in _COUNTED
    if slot + 1 < len(parts) and parts[slot + 1].text in listed("amounts.counted_people") and counted:
        return -1
    for place in range(slot + 1, min(len(parts), slot + 12)):
        part = parts[place]
        if part.has("dose", *SUBSTANCE) and not names_another_thing(clause, place):
            return -1 if _does_something(clause, slot, place) else place
        if part.has("course") and not unknown and (counted or not passed) and parts[slot].text != "how much":
            return -1 if _is_of_a_topic(clause, place) else place
        if part.text in listed("amounts.taken"):
            taken = True
        elif (
            part.has("topic", "endure", "speech")
            and part.text not in listed("amounts.counted_people")
            and not (taken and part.has("timed"))
        ):
            return -1
        elif not (part.has(*_LIGHT) or part.text in listed("amounts.passed_over")) and not passed:
            unknown = True
        passed = passed or part.has(*_LIGHT) or part.text in listed("amounts.passed_over")
    last = len(parts) - 1
    if unknown:
        return last if any(part.text in listed("amounts.swallowed") for part in parts[slot + 1 :]) else -1
    pointed = any(part.has("pronoun") for part in parts[slot + 1 : slot + 3]) and clause.has("may")
    before = any(part.has("dose", *SUBSTANCE) for part in parts[:slot])
    return last if taken or pointed or ((clause.named or before) and (passed or slot == last)) else -1


def _is_of_a_topic(clause: Clause, place: int) -> bool:
    """Whether the rounds are rounds of something that is not taken ("how many rounds of that breathing")."""
    following = clause.parts[place + 1 : place + 2]
    return any(part.text == "of" for part in following) and first_of(clause, place + 2, 3, "topic") >= 0


def _does_something(clause: Clause, slot: int, thing: int) -> bool:
    """Whether the thing is what acts ("how much does ketamine help")."""
    asks = clause.parts[slot + 1].text in ("does", "do", "did", "will", "can", "would")
    return asks and first_of(clause, thing + 1, 2, "endure", "infoframe") >= 0


_LIGHT: Final = ("take", "may", "timed", "pronoun", "cmp", "every", "verdict", "number", "next")


def dose_asked(clause: Clause) -> Hit | None:
    """The dose, the strength or the milligrams, asked in whatever way."""
    if not clause.has("dose") or is_about_rules(clause) or is_recalled(clause):
        return None
    for place in clause.places("dose"):
        if names_another_thing(clause, place):
            continue
        if is_question(clause) or len(clause.parts) < SHORT:
            if clause.has("endure", "topic") and not clause.has(
                "howmuch", "amountword", "cmp", "change", "verdict", "take"
            ):
                continue
            return ("dose", place, place)
    return None


def limit_asked(clause: Clause) -> Hit | None:
    """The amount, limit, number or level of something that can be taken."""
    if is_about_rules(clause):
        return None
    for place in clause.places("amountword"):
        before = clause.parts[place - 1] if place else None
        if before is not None and before.has("ket", "med", "form", "rec", "alc"):
            return ("limit", place - 1, place)
        end = substance_after(clause, place + 1, 7)
        given = place + 1 < len(clause.parts) and clause.parts[place + 1].text in ("administered", "given", "injected")
        if given or (
            end >= 0 and (is_question(clause) or len(clause.parts) <= SHORT or clause.parts[place + 1].text == "of")
        ):
            return ("limit", place, max(end, place))
        blocked = first_of(clause, place + 1, 4, "topic", "endure") >= 0
        given = any(part.text in listed("amounts.taken") for part in clause.parts)
        strong = clause.parts[place].text in listed("amounts.strong_words")
        if (
            strong
            and not blocked
            and is_question(clause)
            and (given or clause.has("course", "timed"))
            and not clause.has("topic")
        ):
            return ("limit", place, place)
    return None


def number_judged(clause: Clause) -> Hit | None:
    """A number with a unit, or a number of pieces, put up for a verdict."""
    if is_recalled(clause) or is_about_rules(clause):
        return None
    found = clause.says("amounts.unit_after_number")
    if found and not (clause.has("topic", "endure") and not clause.has("verdict", "cmp", "may", "change")):
        return ("number", 0, len(clause.parts) - 1)
    if clause.has("agent") and not clause.has(*SUBSTANCE, "dose"):
        return None
    for place in clause.places("number"):
        near = first_of(clause, place + 1, 3, "form", "med", "ket", "rec", "alc", "pronoun")
        if (
            near >= 0
            and is_question(clause)
            and clause.has("verdict", "may", "take", "every", "cmp")
            and not clause.has("topic", "endure")
        ):
            return ("number", place, near)
        verdict = first_of(clause, place + 1, 4, "verdict")
        if verdict >= 0 and clause.bare(place) and not clause.has("topic", "endure", "course"):
            return ("number", place, verdict)
    return None


def given_judged(clause: Clause) -> Hit | None:
    """Whether what is given, or the figure named just before, is too much or too little."""
    if is_about_rules(clause) or clause.has("topic", "endure") or not is_question(clause):
        return None
    judged = None if clause.says("amounts.if_too") else clause.says("amounts.too")
    if judged and (
        any(part.text in listed("amounts.taken") for part in clause.parts)
        or clause.numbered
        or (clause.named and len(clause.parts) < SHORT)
    ):
        return ("judged", 0, len(clause.parts) - 1)
    short = len(clause.parts) < SHORT and (clause.numbered or (clause.is_numbered and " best " not in clause.text))
    if short and clause.has("verdict") and not clause.has("next", "pastslip"):
        return ("judged", 0, len(clause.parts) - 1)
    for place in clause.places("verdict"):
        near = first_of(clause, place + 1, 2, "dose", "form", "pronoun")
        if near >= 0 and clause.names and clause.parts[near].text in listed("amounts.slang_pieces"):
            return ("judged", place, near)
    doubled = clause.has("change") and clause.has("verdict") and clause.says("amounts.of_mine")
    doubled = doubled and not clause.says("amounts.if_too")
    if (
        doubled
        or (clause.says("amounts.starts_at") and not clause.has("pastslip"))
        or clause.says("amounts.about_need")
    ):
        return ("judged", 0, len(clause.parts) - 1)
    return None


def likened(clause: Clause) -> Hit | None:
    """What somebody gets beside another, or should be given at all."""
    if not is_question(clause) or is_about_rules(clause):
        return None
    return ("judged", 0, len(clause.parts) - 1)


def weight_given(clause: Clause) -> Hit | None:
    """An amount for a body weight, size or age."""
    found = clause.says("amounts.body")
    if not found or clause.says("amounts.other_weight") or is_about_rules(clause):
        return None
    if clause.says("amounts.body_asks"):
        return ("weight", 0, len(clause.parts) - 1)
    if (clause.asked or clause.has("cmp") or clause.names) and not clause.has("topic", "endure"):
        return ("weight", 0, len(clause.parts) - 1)
    return None


RULES = (
    rule(amount_asked, "howmuch"),
    rule(dose_asked, "dose"),
    rule(limit_asked, "amountword"),
    rule(number_judged, "number amounts.unit_after_number"),
    rule(
        given_judged,
        "amounts.too verdict amounts.starts_at amounts.about_need",
    ),
    rule(likened, "amounts.more_than_mine"),
    rule(weight_given, "amounts.body"),
)
