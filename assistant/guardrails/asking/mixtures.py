"""Requests to combine things that can be taken, or to drink or use around a session."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from assistant.guardrails.asking.clauses import Clause, Part
from assistant.guardrails.asking.frames import SHORT, WHOLE, first_of, is_about_rules, is_question, names_another_thing
from assistant.guardrails.asking.phrases import listed
from assistant.guardrails.asking.rules import Hit, rule

_THINGS: Final = ("alc", "rec", "med", "ket", "form")
_FAR: Final = 12
_OUTSIDE: Final = ("alc", "rec")


def combined(clause: Clause) -> Hit | None:
    """Two things that can be taken, put together as a question."""
    if is_about_rules(clause) or clause.says("mixtures.superseded"):
        return None
    things = [place for place in clause.places(*_THINGS, "timed") if not names_another_thing(clause, place)]
    sure = any(part.text in listed("mixtures.sure_joins") for part in clause.parts)
    if things and sure and is_question(clause) and _is_thing(clause.parts[things[0]]) and not clause.has("topic"):
        return ("combine", things[0], things[-1])
    if clause.says("mixtures.remembered") or not _asks(clause):
        return None
    for first, second in (*pairwise(things), *zip(things, things[2:], strict=False)):
        near = second - first <= _FAR and _different(clause.parts[first], clause.parts[second])
        if near and _joined(clause, first, second):
            return ("combine", first, second)
    return None


def _joined(clause: Clause, first: int, second: int) -> bool:
    """Whether a word puts the two together; a mere "and" must stand between them, and "is X a Y or" puts nothing."""
    joins, weak = listed("mixtures.joins"), listed("mixtures.weak_joins")
    sort = clause.says("mixtures.is_a")
    if clause.parts[first].has(*_OUTSIDE) and any(part.text == "on" for part in clause.parts[first:second]):
        return True
    between = any(
        p.text in weak and not (sort and p.text == "or") for p in clause.parts[max(0, first - 3) : second + 1]
    )
    return between or any(p.text in joins and p.text not in weak for p in clause.parts[max(0, first - 3) :])


def _asks(clause: Clause) -> bool:
    return is_question(clause) or len(clause.parts) < SHORT or clause.says("mixtures.leave")


def _is_thing(part: Part) -> bool:
    return part.has(*_THINGS)


def _different(first: Part, second: Part) -> bool:
    """Whether two parts are two things, not two names of one."""
    if not (_is_thing(first) or _is_thing(second)) or first.text == second.text:
        return False
    if first.has("form") and second.has("ket", "med", "form", "timed"):
        return False
    if first.has("ket", "timed") and second.has("ket", "form", "timed"):
        return False
    if first.text in listed("mixtures.generic") or second.text in listed("mixtures.generic"):
        return first.has(*_OUTSIDE) or second.has(*_OUTSIDE) or {first.text, second.text} & {"the medicine"} != set()
    return True


def had_around(clause: Clause) -> Hit | None:
    """Leave to drink or use around a session."""
    told = clause.has("speech", "pastslip") or clause.says("mixtures.superseded") or clause.says("mixtures.remembered")
    if told or is_about_rules(clause):
        return None
    place = first_of(clause, 0, WHOLE, *_OUTSIDE)
    if place < 0:
        return ("around", 0, len(clause.parts) - 1) if _drinks_around(clause) else None
    if names_another_thing(clause, place):
        return None
    around, asks = clause.says("mixtures.around"), is_question(clause)
    pieces = clause.parts[place].has("form")
    leave = clause.says("mixtures.leave") and (around or (asks and not pieces and clause.has("may", "take")))
    heard = clause.says("mixtures.heard") and around and not clause.has("topic")
    effect = clause.says("mixtures.effects") and around and asks
    return ("around", place, place) if leave or heard or effect else None


def _drinks_around(clause: Clause) -> bool:
    """Whether it asks to drink or smoke, without saying what, around a session."""
    if clause.has("topic") or not clause.says("mixtures.bare_drinking"):
        return False
    return clause.has("timed", "course", "ket", "form") and (clause.asked or clause.says("mixtures.leave"))


def paired(clause: Clause) -> Hit | None:
    """Whether what was named goes together ("I'm on Zoloft and they gave me tramadol. Okay together?")."""
    things = [place for place in clause.places(*_THINGS) if not names_another_thing(clause, place)]
    if is_about_rules(clause) or not is_question(clause) or clause.has("topic", "speech", "agent"):
        return None
    if clause.says("mixtures.remembered") or clause.says("mixtures.superseded"):
        return None
    if things and all(clause.parts[place].text in listed("mixtures.classes") for place in things):
        return ("combine", things[0], things[-1]) if " my " in clause.text or len(things) > 1 else None
    if things or clause.named:
        return ("combine", things[0] if things else 0, len(clause.parts) - 1)
    return None


def drunk_on(clause: Clause) -> Hit | None:
    """A drink on top of a medicine ("can I drink on naltrexone")."""
    if is_about_rules(clause) or not is_question(clause) or clause.says("mixtures.remembered"):
        return None
    for place in clause.places("med"):
        before = clause.parts[max(0, place - 2) : place]
        drinks = any(part.text in listed("mixtures.drinks") for part in clause.parts[:place])
        if drinks and any(part.text == "on" for part in before):
            return ("combine", place, place)
    return None


AROUND = (rule(had_around, "alc rec mixtures.bare_drinking"),)
COMBINED = (
    rule(combined, "alc rec med ket form timed"),
    rule(drunk_on, "med"),
    rule(paired, "mixtures.pair"),
)
