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
_LOOKED_BACK: Final = 4
_LONGEST: Final = 400


def looks_like(reading: Reading) -> frozenset[Route]:
    """The refusals that the words of the message look like to a model, but that it does not ask for."""
    practice = asks_of_a_practice(reading.normal.text, reading.earlier_patient_texts)
    clauses = clauses_in(reading.normal)
    if clauses and all(clause.says("mixtures.alcohol_free") for clause in clauses):
        return frozenset(route for route in Route if route.is_refusal)
    return frozenset({Route.DOSING} if practice else ())


def asks_of_a_practice(text: str, earlier: Sequence[str]) -> bool:
    """Whether the message asks how often to do "it", and the last thing that the patient named is a practice.

    `text` is normalised; `earlier` is what the patient wrote before, oldest first. What names something that can be
    taken, other than to say when, is no practice; nor is what names neither, unless it only goes on itself.
    """
    if not earlier or not _HOW_OFTEN.search(text):
        return False
    for before in reversed(earlier[-_LOOKED_BACK:]):
        said = normalise(before[:_LONGEST]).text
        if any(clause.has(*SUBSTANCE, "dose", "course", "eligible") for clause in clauses_of(said)):
            return False
        if _PRACTICE.search(said):
            return True
        if looked_up(before, (said,)) == before:
            return False
    return False
