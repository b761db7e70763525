"""Finds amounts: units of medicine, numbers that stand with something taken, parts and multiples, sessions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_commands import is_told
from assistant.guardrails.dosing_lines import Line, any_of, any_word, has
from assistant.guardrails.dosing_scope import is_deferred, is_described, is_negated
from assistant.guardrails.dosing_shared import ARTICLES, SESSIONS, YEAR, Hit
from assistant.guardrails.dosing_words import words

_WEIGHT: Final = words("kg kilo kilos kilogram kilograms kilogramo kilogramos")

_MEASURES: Final = words("""
    teaspoon tsp tablespoon tbsp spoonful cucharada cucharadita line bump hit key puff capful shot glass copa
    raya scoop
""")

_ONE_OF: Final = words("a one un una")
_POSSESSIVES: Final = words("its their his her")
_HARMLESS: Final = words("water agua tea juice text writing te zumo jugo")

_SINGLE: Final = frozenset({"one", "1", "un", "una", "uno"})

_SCHEDULE: Final = words("""
    need needs take have get schedule book recommended recommend usually typically typical course series total
    apart every per initial at least plan most protocol requires weekly necesitas necesita necesitara programe
    reserva reserve haga hazte separe book after booster maintenance
""")


_AMOUNT_WORDS: Final = _WEIGHT | _MEASURES


def amounts(line: Line) -> Iterator[Hit]:
    """Units of medicine, and numbers that stand with a form, a drink or a medicine."""
    if line.kinds.isdisjoint(("unit", "number")) and line.words.isdisjoint(_AMOUNT_WORDS):
        return
    for index, token in enumerate(line):
        if not token.kinds and token.text not in _AMOUNT_WORDS:
            continue
        if "unit" in token.kinds:
            yield max(0, index - 1), index + 1, "unit"
        elif token.text in _WEIGHT:
            yield max(0, index - 1), index + 1, "weight"
        elif token.text in _MEASURES and _is_measured_out(line, index):
            yield index - 1, index + 2, "amount_form"
        elif "soft_unit" in token.kinds and index and "number" in line[index - 1].kinds:
            if token.text != "percent":
                yield index - 1, index + 1, "amount_unit"
        elif "number" in token.kinds and not YEAR.match(token.text):
            yield from _numbered(line, index)


def _is_measured_out(line: Line, index: int) -> bool:
    """Whether "a spoonful of" something stands there, other than water or words."""
    if not has(line, index + 2) or index == 0 or any_word(line, _HARMLESS):
        return False
    words_around = (line[index - 1].text in _ONE_OF, line[index + 1].text in ("of", "de"))
    return all(words_around) and line[index + 2].text not in _POSSESSIVES


def _numbered(line: Line, index: int) -> Iterator[Hit]:
    before = next((i for i in range(index - 1, max(-1, index - 3), -1) if not line[i].is_mark), -1)
    if line[index].is_digits and has(line, before, "medicine") and not _counts_something(line, index):
        yield before, index + 1, "amount_medicine"
        return
    window = range(index + 1, min(len(line), index + 5))
    for place in window:
        token = line[place]
        if token.text in ("%", "percent") or (token.kinds & {"counted"} and not token.kinds & {"form", "number"}):
            return
        if token.kinds & {"form", "drink_form"} or (token.kinds & {"recreational", "alcohol"} and place <= index + 2):
            if not _is_innocent_form(line, index, place):
                yield index, place + 1, "amount_form"
            return
        if token.kinds & {"medicine"} and _is_near(line, index, place):
            if any(
                t.kinds & {"counted"} or t.text in SESSIONS | {"group", "trial", "study"}
                for t in line[place + 1 : place + 2]
            ):
                return
            yield index, place + 1, "amount_medicine"
            return
        if token.is_mark or (token.kinds & {"permission", "subordinate", "negation"}):
            break


def _counts_something(line: Line, index: int) -> bool:
    following = line[index + 1 : index + 2]
    return any(t.text == "%" or t.kinds & {"counted", "time"} for t in following)


def _is_near(line: Line, index: int, place: int) -> bool:
    """Whether nothing but articles and sizes stands between a number and a medicine's name."""
    between = line[index + 1 : place]
    if line[index].text in _SINGLE | {"two", "2", "half"} and any(t.text in ("of", "de") for t in between):
        return line[index].text == "half"
    return all(
        t.text in ARTICLES or t.kinds & {"level", "compare", "number", "form", "soft_unit", "unit"} for t in between
    ) and (not between or line[index].text not in _SINGLE)


_WRITING: Final = words("journal write writing help crisis phone read page short diary poem escribe diario ayuda")


def _is_innocent_form(line: Line, index: int, place: int) -> bool:
    text = line[place].text
    if text in ("line", "lines", "drops", "drop", "key", "keys", "hit", "hits", "patch", "joints", "joint", "strip"):
        return any_word(line, _WRITING) or (text in ("key", "keys") and not any_of(line, "take"))
    if line[place].kinds & {"drink_form", "alcohol"} and not line[place].kinds & {"form"}:
        return (
            any(t.text in ("people", "%", "percent", "personas", "study", "trial", "year", "adults") for t in line)
            and not any(t.text in ("you", "your") for t in line)
        ) or any_word(line, frozenset({"water", "agua", "juice"}))
    if line[place].kinds & {"recreational"}:
        return has(line, place + 1, "counted") or line[index].text in _SINGLE
    return False


def sessions(line: Line) -> Iterator[Hit]:
    """How many sessions, or how far apart."""
    if line.words.isdisjoint(SESSIONS):
        return
    for index, token in enumerate(line):
        if token.text not in SESSIONS:
            continue
        for place in range(max(0, index - 3), index):
            number = line[place]
            if (
                not number.kinds & {"number"}
                or YEAR.match(number.text)
                or any(t.text == "%" or t.is_mark or t.kinds & {"counted"} for t in line[place:index])
            ):
                continue
            if number.text not in _SINGLE and (any_word(line, _SCHEDULE) or number.is_digits):
                yield place, index + 1, "sessions"
        if any_word(line, frozenset({"apart", "weekly", "biweekly", "spaced", "separadas"})) and not any_of(
            line, "negation"
        ):
            yield index, index + 1, "sessions"


_TAKERS: Final = words("try have use do using trying having give drink bebe beba prueba pruebe")

_PORTION: Final = words("half double triple more less mitad doble mas menos twice extra quarter third quarters thirds")

_FILLERS: Final = words("""
    a bit little just only of the your tu su un la el los las about around maybe or to some slightly poco much even
    solo
""")

_ENDS: Final = words("""
    now later before at in every with tonight if when and or of more per than next it them these those after
    until to first again an as so because since de por antes despues con cuando si hoy ahora esta luego cada para y o
    manana la una today this on for by between instead twice three
""")

_GO_BETWEENS: Final = words("more of extra or to de mas")

_WORN: Final = words("""
    time rest care breaks space breath breaths steps notes days sleep water food room minutes interest support
    help
""")


def portions(line: Line) -> Iterator[Hit]:
    """A part, a multiple or a bare number of something taken that is not named: "take half", "take two now"."""
    if "number" not in line.kinds and line.words.isdisjoint(_PORTION):
        return
    for index, token in enumerate(line):
        if "swallow" not in token.kinds and token.text not in _TAKERS:
            continue
        place = index + 1
        if _is_one_alone(line, place) and "swallow" in token.kinds and _is_advised_portion(line, index):
            yield index, place + 1, "portion"
        while place < len(line) and line[place].text in _FILLERS:
            place += 1
        if place >= len(line) or not (
            line[place].text in _PORTION
            or ("number" in line[place].kinds and ("swallow" in token.kinds or _is_offered(line, index, place)))
        ):
            continue
        bare = place + 1 >= len(line) or line[place + 1].is_mark or line[place + 1].text in _ENDS
        if bare and not _is_worn(line, place + 1) and _is_advised_portion(line, index):
            yield index, place + 1, "portion"


def _is_offered(line: Line, verb: int, number: int) -> bool:
    """Whether "try four", "you can use a few" is said to the reader, which is a number of something to take."""
    return line[number].text not in ("one", "un", "una") and is_told(line, verb)


def _is_one_alone(line: Line, index: int) -> bool:
    """Whether "una" stands there with nothing behind it that it could count."""
    if not has(line, index) or line[index].text not in ("una", "uno"):
        return False
    return not has(line, index + 1) or line[index + 1].is_mark or line[index + 1].text in _ENDS


def _is_worn(line: Line, after: int) -> bool:
    """Whether what is taken is a breath, a break or the like."""
    following = (
        line[after : after + 2] if has(line, after) and line[after].text in _GO_BETWEENS else line[after : after + 1]
    )
    return any(t.text in _WORN or t.kinds & {"counted", "practice"} for t in following)


def _is_advised_portion(line: Line, verb: int) -> bool:
    """Whether nobody forbids, defers or only describes it, nor warns of going beyond what was prescribed."""
    if is_negated(line, verb) or is_deferred(line, verb) or is_described(line, verb):
        return False
    return not any(t.text in ("more", "less", "mas", "menos") and _tells_beyond(line, i) for i, t in enumerate(line))


def _tells_beyond(line: Line, index: int) -> bool:
    """Whether it speaks of going beyond what was prescribed, told or planned."""
    following = line[index + 1 : index + 6]
    return any(t.text in ("prescribed", "told", "planned", "meant", "recetado", "indicado") for t in following)
