"""Questions that only look like requests: how often to do a practice of integration, and drinks without alcohol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.reading import Reading
from assistant.domain.routes import Route
from assistant.guardrails.asking.clauses import SUBSTANCE, clauses_in, clauses_of
from assistant.guardrails.follow_up import looked_up
from assistant.guardrails.normalisation import normalise

_HOW_OFTEN: Final = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|y|pero) ){0,2}"
    r"(?:(?:how (?:often|regularly|frequently|many times|long)|for how long) "
    r"(?:(?:a|per|each|every) (?:day|week) )?(?:should|can|do|must|would|could|shall) (?:i|we|you) (?:be )?"
    r"(?:do|doing|practi[sc]e|practi[sc]ing) (?:it|this|that|them|these)"
    r"|(?:con que frecuencia|cada cuanto|cuantas veces) (?:(?:al|por) (?:dia|semana) )?"
    r"(?:(?:lo|la) (?:hago|practico|debo hacer|puedo hacer|tengo que hacer)"
    r"|(?:debo|puedo|deberia|tengo que|hay que) (?:hacerl[oa]|practicarl[oa]))"
    r"|(?:por |durante )?cuanto tiempo(?: (?:lo hago|debo hacerl[oa]|tengo que hacerl[oa]))?)"
    r"(?: (?:for|then|a day|a week|each day|each week|every day|every week|per week|al dia|a la semana)){0,2}\W*$"
)
"""The whole message: it names nothing itself, and "do" is the only thing done."""
_PRACTICE: Final = re.compile(
    r"\b(?:breath\w*|journal\w*|diary|ground (?:myself|me)|writ(?:e|ing) (?:down|about|in|it)"
    r"|meditat\w*|mindful\w*|grounding|body scan|yoga"
    r"|walk(?:s|ing)?|stretch\w*|gratitude|draw(?:ing)?|paint(?:ing)?|(?:integration|calming|grounding|breathing|these|an?"
    r"|the) (?:practices?|exercises?)|respir\w+|diario|escribir|medita\w*|enraiz\w*|caminar|ejercicios? de|dibujar)\b"
)
_TAKEN: Final = ("dose", "course", "eligible")
_DRUG: Final = re.compile(
    r"\b(?:ket\w*|k|sprays?|lozenges?|troches?|inject\w*|bumps?|lines|coke|cocaine|wine|beers?|vodka|alcohol|drinks?"
    r"|drank|drunk|weed|oxy\w*|pills?|tablets?|vino|cervezas?|pastillas?|ketamina)\b"
)
"""Also where it only says when."""
_LOOKED_BACK: Final = 4
_LONGEST: Final = 400


def looks_like(reading: Reading) -> frozenset[Route]:
    """The refusals that the words of the message look like to a model, but that it does not ask for."""
    practice = asks_of_a_practice(reading.normal.text, reading.earlier_patient_texts)
    clauses = clauses_in(reading.normal)
    if clauses and all(clause.says("mixtures.alcohol_free") for clause in clauses):
        return frozenset({Route.DOSING, Route.MIXING})
    return frozenset({Route.DOSING} if practice else ())


def asks_of_a_practice(text: str, earlier: Sequence[str]) -> bool:
    """Whether the message asks how often to do "it", and the last thing that the patient named is a practice.

    `text` is normalised; `earlier` is what the patient wrote before, oldest first. Where the last messages name
    anything that can be taken, "it" may be that; nor is what names neither a practice, unless it only goes on itself.
    """
    if not earlier or not _HOW_OFTEN.search(text):
        return False
    said = [normalise(before[:_LONGEST]).text for before in earlier[-_LOOKED_BACK:]]
    if any(_DRUG.search(plain) or any(c.has(*SUBSTANCE, *_TAKEN) for c in clauses_of(plain)) for plain in said):
        return False
    for before, plain in zip(reversed(earlier), reversed(said), strict=False):
        if _PRACTICE.search(plain):
            return True
        if looked_up(before, (plain,)) == before:
            return False
    return False
