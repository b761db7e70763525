"""Requests to say what somebody has, what a result means for them, or whether they will get well."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.frames import is_about_rules, is_question
from assistant.guardrails.asking.phrases import listed, phrase
from assistant.guardrails.asking.rules import Hit, rule

_REACH: Final = 6
_BARE: Final = 5
_BESIDE: Final = 3
_LONGEST_CHOICE: Final = 16


def named(clause: Clause) -> Hit | None:
    """Whether somebody is or has what is named ("am I an addict", "is he autistic", "does that mean menopause")."""
    if is_about_rules(clause) or not is_question(clause):
        return None
    for opening in phrase("diagnoses.openings").finditer(clause.text):
        first = clause.text.count(" ", 0, opening.end() - 1)
        for place in clause.places("ill"):
            between = clause.text.split()[first : _word_of(clause, place)]
            if first <= _word_of(clause, place) <= first + _REACH and _leads_to(between):
                return ("ill", place, place)
    return None


def _word_of(clause: Clause, place: int) -> int:
    """How many words stand before the part."""
    return sum(part.text.count(" ") + 1 for part in clause.parts[:place])


def _leads_to(between: list[str]) -> bool:
    return listed("diagnoses.leads_elsewhere").isdisjoint(between)


def chosen(clause: Clause) -> Hit | None:
    """Which of two it is ("thyroid or depression", "adhd or just my phone"), or only its name with a question mark."""
    if is_about_rules(clause) or clause.says("diagnoses.helped"):
        return None
    ill = clause.places("ill")
    if (
        clause.asked
        and len(clause.parts) <= _BARE
        and all(_is_bare(clause, place) for place in range(len(clause.parts)))
    ):
        return ("ill", ill[0], ill[0])
    if len(clause.parts) > _LONGEST_CHOICE or not (is_question(clause) or len(clause.parts) <= _BARE + _BESIDE):
        return None
    for place, part in enumerate(clause.parts):
        if part.text == "or":
            beside = [near for near in ill if -_BESIDE <= near - place <= _BESIDE and _stands_free(clause, near)]
            if beside:
                return ("ill", beside[0], place)
    return None


def _is_bare(clause: Clause, place: int) -> bool:
    part = clause.parts[place]
    return part.has("ill") or part.text in listed("diagnoses.beside") or not part.text[0].isalnum()


def _stands_free(clause: Clause, place: int) -> bool:
    """Whether no word before it makes it something to have help with ("people with ptsd or adhd")."""
    return place == 0 or clause.parts[place - 1].text not in listed("diagnoses.had_with")


def foretold(clause: Clause) -> Hit | None:
    """Whether somebody will get well, or is what the patient said."""
    if is_about_rules(clause):
        return None
    if clause.says("diagnoses.foretold") or (clause.says("diagnoses.told") and is_question(clause)):
        return ("foretold", 0, len(clause.parts) - 1)
    return None


def measured(clause: Clause) -> Hit | None:
    """What a result means for the patient."""
    if clause.has("whyask") or not (clause.has("number") or " my " in clause.text):
        return None
    if clause.says("diagnoses.means"):
        return ("result", 0, len(clause.parts) - 1)
    return None


RULES = (
    rule(named, "ill", "diagnoses.openings"),
    rule(chosen, "ill"),
    rule(foretold, "diagnoses.foretold diagnoses.told"),
    rule(measured, "diagnoses.results"),
)
