"""Requests for more or less, for a change of a dose, a taper, or one form turned into another."""

from __future__ import annotations

from assistant.guardrails.asking.clauses import SUBSTANCE, Clause
from assistant.guardrails.asking.frames import SHORT, WHOLE, first_of, is_about_rules, is_question, is_recalled, is_told
from assistant.guardrails.asking.phrases import listed
from assistant.guardrails.asking.rules import Hit, rule


def more_asked(clause: Clause) -> Hit | None:
    """More, less, half, double or another of what was named."""
    if is_about_rules(clause) or is_recalled(clause):
        return None
    if clause.has("pastslip") and not clause.has(*SUBSTANCE):
        return None
    if clause.says("comparisons.less_so") or clause.says("comparisons.bare_more"):
        return ("more", 0, len(clause.parts) - 1)
    if clause.has("cmp", "next") and clause.says("comparisons.other_one") and is_asked(clause):
        return ("more", 0, len(clause.parts) - 1)
    for place in clause.places("cmp", "next"):
        end = _more_of(clause, place)
        if end >= 0:
            return ("more", place, end)
    return None


def _more_of(clause: Clause, place: int) -> int:
    """Where the thing stands of which there should be more; -1 for more of something else."""
    part, before = clause.parts[place], clause.parts[max(0, place - 6) : place]
    near = first_of(clause, place + 1, 3, *SUBSTANCE, "dose")
    wanted = is_question(clause) or clause.says("comparisons.wants")
    other = clause.has("topic") and near > place + 1
    if near >= 0 and wanted and not other and not clause.parts[near].has("timed"):
        return near
    if not is_asked(clause):
        return -1
    if part.text.endswith(" than") and clause.has("pronoun"):
        return place
    verb = any(p.has("take", "change", "may") for p in before) or (clause.named and len(clause.parts) <= SHORT)
    given = any(p.text in listed("amounts.taken") for p in before[-4:])
    next_one = part.has("next") and part.text != "again"
    about = clause.names or given or next_one or clause.has("course")
    return place if verb and about and _stands_alone(clause, place) else -1


def is_asked(clause: Clause) -> bool:
    """Whether it asks or wishes, and is about nothing else."""
    return not clause.has("topic", "endure", "speech") and (is_question(clause) or clause.says("comparisons.wants"))


def _stands_alone(clause: Clause, place: int) -> bool:
    """Whether nothing else follows that there could be more of."""
    if place + 1 >= len(clause.parts):
        return True
    after = clause.parts[place + 1]
    return (
        after.text in listed("comparisons.ends_after")
        or after.has("pronoun", "number", "verdict", "every", "timed", "may")
        or not after.text[0].isalnum()
    )


def change_asked(clause: Clause) -> Hit | None:
    """A dose turned up or down, or one that should have been."""
    if is_about_rules(clause) or is_recalled(clause) or clause.says("amounts.if_too"):
        return None
    for place in clause.places("change"):
        if clause.parts[place].text in ("up", "cut", "split", "drop a"):
            continue
        near = first_of(clause, place + 1, 4, *SUBSTANCE, "dose")
        if near >= 0 and is_asked(clause) and not clause.parts[near].has("alc"):
            return ("change", place, near)
        own = clause.parts[place].text in listed("comparisons.turned") and not _goes_somewhere(clause, place)
        if own and is_asked(clause) and not clause.has("topic"):
            return ("change", place, place)
    return None


def _goes_somewhere(clause: Clause, place: int) -> bool:
    """Whether it is a way that goes up or down ("go down the hole")."""
    after = clause.parts[place + 1 : place + 2]
    return clause.parts[place].text in ("go up", "go down") and any(
        part.text in ("the", "that", "there") for part in after
    )


def taper_asked(clause: Clause) -> Hit | None:
    """Steps for coming down from something."""
    named = first_of(clause, 0, WHOLE, *SUBSTANCE)
    if not (named >= 0 or clause.named) or is_about_rules(clause) or clause.has("pastslip"):
        return None
    own = any(part.text in listed("comparisons.taper") for part in clause.parts)
    if own and is_told(clause):
        return None
    if own and not clause.has("topic"):
        return ("taper", 0, max(named, 0))
    downward = clause.says("comparisons.downward") and clause.says("comparisons.stepwise")
    if downward and _is_number_or_plan(clause):
        return ("taper", 0, max(named, 0))
    return None


def _is_number_or_plan(clause: Clause) -> bool:
    return clause.has("amountword", "number", "every", "med", "dose", "cmp") and not clause.has("rec")


def conversion_asked(clause: Clause) -> Hit | None:
    """One form or medicine turned into another."""
    forms = sum(part.has("routes", "med", "ket", "form") for part in clause.parts)
    for place in clause.places("convert"):
        hard = clause.parts[place].text in listed("comparisons.hard")
        if hard and forms and not clause.has("topic"):
            return ("conversion", place, place)
        if (
            forms > 1
            and clause.has("amountword", "dose", "howmuch", "number", "cmp", "startmed")
            and not clause.has("endure")
        ):
            return ("conversion", place, place)
    return None


RULES = (
    rule(conversion_asked, "convert"),
    rule(taper_asked),
    rule(more_asked, "cmp next comparisons.less_so comparisons.bare_more"),
    rule(change_asked, "change"),
)
