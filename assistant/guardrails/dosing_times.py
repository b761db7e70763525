"""Finds how often and how far apart something is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, Tokens, any_of, any_word
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_scope import is_deferred, is_negated
from assistant.guardrails.dosing_shared import ANYTHING, ONCE, SESSIONS, YEAR, Hit
from assistant.guardrails.dosing_words import words

_TIMES: Final = frozenset({"times", "veces", "time", "vez", "x"})

_RATE: Final = words("""
    daily nightly hourly weekly monthly biweekly fortnightly qd qid bid tid prn qhs diario diaria diariamente
    semanalmente semanal mensualmente
""")

_EVERY: Final = frozenset({"every", "each", "cada", "q"})

_SYMPTOM: Final = words("""
    start starts begin begins peak peaks symptoms withdrawal usually last lasts lasted appear appears happen
    feel felt wear wears settle settles fade fades effect effects shaking follow followed studied watched months
    comienza empieza duran dura efectos sintomas abstinencia
""")

_LAST: Final = frozenset({"last", "previous", "first", "next", "ultima", "anterior", "primera", "siguiente"})

_GAP: Final = words("""
    apart between wait waiting space spaced spacing gap before again separe separadas espera esperar espere
    entre antes separa another interval intervals fast fasting ayuno ayunas
""")


def frequencies(line: Line) -> Iterator[Hit]:
    """How often something is taken: "twice a day", "every four hours", "3x daily"."""
    if not _has_rhythm(line) or (any_of(line, "practice") and not any_of(line, *ANYTHING, "swallow")):
        return
    for index, token in enumerate(line):
        following = line[index + 1 : index + 5]
        if _is_count_of_times(line, index):
            if any(t.kinds & {"time"} or t.text in _RATE for t in following) and any_word(following, _PER):
                yield index, min(len(line), index + 4), "frequency"
        elif token.text in _EVERY:
            if _is_interval(following):
                yield index, min(len(line), index + 4), "interval"
            elif following and following[0].kinds & {"time"} and _is_dosed(line, index):
                yield index, index + 2, "frequency"
        elif _QXH.match(token.text):
            yield index, index + 1, "interval"
        elif token.text in _LATIN or (token.text in _RATE and _is_dosed(line, index)):
            yield index, index + 1, "frequency"


_QXH: Final = re.compile(r"^q\d+h?$")
_Q_HOURS: Final = re.compile(r"\bq\d")
_LATIN: Final = words("bid tid qid qhs prn")
_RHYTHM: Final = ONCE | _EVERY | _LATIN | _RATE
_PER: Final = words("a an per each every al por cada in the") | _RATE


def _has_rhythm(line: Line) -> bool:
    """Whether the line holds a word that every frequency begins with."""
    counted = any_word(line, _TIMES) and ("number" in line.kinds or any_word(line, _ONE))
    return counted or any_word(line, _RHYTHM) or _Q_HOURS.search(" ".join(line.words)) is not None


def _is_count_of_times(line: Line, index: int) -> bool:
    if line[index].text in ONCE:
        return True
    if line[index].text in ("una", "un", "1", "one") and index + 1 < len(line):
        return line[index + 1].text in ("vez", "time")
    return bool(line[index].kinds & {"number"}) and index + 1 < len(line) and line[index + 1].text in _TIMES


_NTH: Final = words("few other third fourth fifth sixth second tercer tercera segunda segundo")


def _is_interval(following: Tokens) -> bool:
    counted = any(t.kinds & {"number"} or t.text in _NTH for t in following[:2])
    return counted and any(t.kinds & {"time"} for t in following)


def _is_dosed(line: Line, index: int) -> bool:
    """Whether a taking verb or a medicine stands close to the rate, and nobody defers or forbids it."""
    near = line[max(0, index - 8) : index + 8]
    if is_negated(line, index) or is_deferred(line, index):
        return False
    if any(t.kinds & {"practice"} for t in near) and not any(t.kinds & {"swallow", "medicine", "form"} for t in near):
        return False
    return any(
        t.kinds & {"swallow", "medicine", "generic", "form", "recreational"} or t.text in ("use", "drink", "microdose")
        for t in near
    )


def intervals(line: Line) -> Iterator[Hit]:
    """How long to wait before, after or between takings."""
    if "time" not in line.kinds or ("number" not in line.kinds and line.words.isdisjoint(_ONE)):
        return
    taken = any_of(line, *ANYTHING, "take", "swallow") or any_word(line, SESSIONS)
    again = any_word(line, _AGAIN)
    for index, token in enumerate(line):
        counts = "number" in token.kinds or (token.text in _ONE and taken)
        timed = counts and any(t.kinds & {"time"} for t in line[index + 1 : index + 3])
        if not timed or YEAR.match(token.text):
            continue
        gap = any(t.text in _GAP for t in line[max(0, index - 6) : index + 6])
        spaced = gap and (taken or again) and not _is_course(line, index)
        since = any_word(line, _LAST) and any_of(line, "permission", "swallow") and not any_word(line, _SYMPTOM)
        if spaced or (taken and since) or _is_allowed_then(line):
            yield index, min(len(line), index + 3), "interval"


_ONE: Final = words("a an one una un")
_AGAIN: Final = words("apart redose again another separadas otra otro repeat repite")
_MAY: Final = phrases(("you", "can"), ("you", "may"), ("puede",), ("puedes",), ("safe", "to"))


def _is_allowed_then(line: Line) -> bool:
    return _MAY.stand_in(line) and any_of(line, "take", "form") and any_of(line, *ANYTHING)


def _is_course(line: Line, index: int) -> bool:
    """Whether the time tells how long something lasts or a practice takes."""
    if any_of(line, "practice") and not any_of(line, "medicine", "generic", "form", "recreational", "alcohol"):
        return not any_word(line, SESSIONS)
    near = line[max(0, index - 5) : index + 6]
    return any(t.text in _SYMPTOM for t in near) and not any(
        t.text in ("wait", "apart", "espera", "espere", "another") for t in near
    )
