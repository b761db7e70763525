"""Finds numbers that count nothing harmless: whatever they count may be something taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of, any_word, has
from assistant.guardrails.dosing_shared import YEAR, Hit
from assistant.guardrails.dosing_tokens import Token
from assistant.guardrails.dosing_words import words

_HARMLESS: Final = words("""
    molecules moleculas name names styles triggers sounds sonidos smells facts treatments broad mirror plain
    strongest pies feet preguntas counts senses sentidos items goals friends songs photos fotos objects colours
    colors hands manos fingers sides people person personas persona adults members visitors ideas choices rules
    reports case established comfortable reasons kinds older smaller larger trials studies words lists questions
    centres countries states pounds kilometres miles chairs rooms doors minds worlds parts halves eyes ears cfr
    part other others caras lados ojos amigos canciones metas motivos fases tipos grupos talks talk serious
    attempts languages conversation conversations opposite feelings emotions thoughts
""")
_NOT_NUMBERS: Final = words("one few several half halves quarter zero medio media mitad cuarto tercio hundreds")
_TEN_IS_HAVE: Final = words("""
    a la el los las un una algo en cuidado paciencia cerca presente listo lista alguien siempre tu tus mi
""")
_BETWEEN: Final = words("""
    or to and el la los las entre o a y - – / , of de the last next first main big small short good such different
    other
""")
_DIALLED: Final = words("call text dial llame llama llamar marque marca samaritans lifeline number helpline lines")
_STUDIED: Final = words("""
    people adults participants patients trial trials study studies personas ensayo ensayos estudio estudios
    attempts interviews review survey
""")
_SENSED: Final = words("""
    breathe breath breaths inhale exhale counts count name names see touch hear smell taste listen grounding mind
    attention respira respire nombra nombras toca tocas oyes hueles mente atencion
""")
_TOLD: Final = words("you your su tu usted te le")
_RATES: Final = words("a per each every al por cada")
_ONES: Final = words("one uno una both each")
_SHARED: Final = words("in de of out cada")
_SHARERS: Final = words("person people one two persona personas una uno adults")
_RANKED: Final = words("step page part chapter cfr phase age aged schedule class no")
_FAR: Final = 6


def numbers(line: Line) -> Iterator[Hit]:
    """Each number that is neither a share, a year, a telephone number nor a count of harmless things."""
    if "number" not in line.kinds or (any_word(line, _SENSED) and not any_of(line, "medicine", "generic", "form")):
        return
    if any_word(line, _STUDIED) and not any_word(line, _TOLD):
        return
    for index, token in enumerate(line):
        if "number" not in token.kinds or token.text in _NOT_NUMBERS or YEAR.match(token.text):
            continue
        if not (_counts_harmless(line, index) or _is_label(line, index) or _is_no_count(line, index)):
            yield index, index + 1, "number"


def _counts_harmless(line: Line, index: int) -> bool:
    """Whether a harmless thing stands right behind the number, over adjectives and further numbers."""
    for place in range(index + 1, min(len(line), index + _FAR)):
        token = line[place]
        if token.text in _RATES and has(line, place + 1, "time"):
            return False
        if token.kinds & {"counted", "time", "practice"} or token.text in _HARMLESS or token.text in ("%", "percent"):
            return True
        if not (token.kinds & {"number"} or token.text in _BETWEEN or token.kinds & {"level", "compare"}):
            return place == index + 1 and not token.kinds and has(line, place + 1, "counted")
    return False


def _is_label(line: Line, index: int) -> bool:
    """Whether the number belongs to a telephone number, a citation or the mark of a list item."""
    if not line[index].is_digits:
        return False
    before = line[max(0, index - _FAR) : index]
    chained = any(t.kinds & {"number"} for t in before) and any_word(line, _DIALLED)
    if chained or any(t.text in _DIALLED for t in before):
        return True
    if index == 0:
        return len(line) == 1 or line[1].text == ")"
    return line[index - 1].text == "[" and has(line, index + 1) and line[index + 1].text == "]"


def _is_no_count(line: Line, index: int) -> bool:
    """Whether the word is a rank, a share ("one person in eight"), a "both", or the Spanish "ten", which is "have"."""
    if line[index].text == "ten" and has(line, index + 1) and line[index + 1].text in _TEN_IS_HAVE:
        return True
    if index == 0:
        return False
    before = line[max(0, index - _FAR) : index]
    nearest = before[-1].text
    if nearest in _RANKED or _is_of_two(before):
        return True
    if nearest == "at" and has(line, index + 1) and line[index + 1].text in ("in", "o", "am", "pm"):
        return not any_of(line, "swallow", "form", "medicine", "generic")
    if nearest in ("los", "las") and not any_of(line, "swallow", "form", "medicine", "generic"):
        return True
    return nearest in _SHARED and any(t.text in _SHARERS for t in before)


def _is_of_two(before: Sequence[Token]) -> bool:
    """Whether "one of the" stands before."""
    return len(before) > 2 and before[-3].text in _ONES and before[-2].text in ("of", "de")  # noqa: PLR2004
