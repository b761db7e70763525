"""Finds more or less of something taken, and how it is held, swallowed or converted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of, any_word, has
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_scope import is_deferred, is_described, is_negated
from assistant.guardrails.dosing_shared import ANYTHING, ARTICLES, ONCE, TAKEN, Hit
from assistant.guardrails.dosing_words import words

_TIMES: Final = ONCE | {"times", "veces", "x"}

_QUANTITY_OWNER: Final = frozenset(
    {"team", "prescriber", "doctor", "clinician", "clinic", "never", "no", "not", "cannot", "who", "assistant"}
)


def comparisons(line: Line) -> Iterator[Hit]:
    """More or less of something taken, and named levels of a dose."""
    if "compare" not in line.kinds and not {"level", "quantity"} <= line.kinds and line.words.isdisjoint(_TIMES):
        return
    for index, token in enumerate(line):
        if not token.kinds and token.text not in _TIMES:
            continue
        if "compare" in token.kinds:
            compared = tuple(_compared(line, index))
            if compared and not _is_excused(line, index):
                yield from compared
        named = "level" in token.kinds and any(t.kinds & {"quantity"} for t in line[index + 1 : index + 3])
        if named and not any_word(line, _QUANTITY_OWNER) and not is_negated(line, index):
            yield index, index + 3, "level"
        if "quantity" in token.kinds and has(line, index + 1, "compare") and not _is_excused(line, index):
            yield index, index + 2, "comparison"
        if token.text in _TIMES and _MULTIPLES.stand_at(line, index + 1) and not _is_excused(line, index):
            yield index, index + 3, "multiple"


_MULTIPLES: Final = phrases(
    ("as", "much"),
    ("the", "amount"),
    ("the", "usual"),
    ("the", "dose"),
    ("the", "strength"),
    ("your", "dose"),
    ("lo",),
    ("la", "dosis"),
    ("la", "cantidad"),
)

_WANTED: Final = words("""
    wanting want wanted thinking crave craving needing needed took taken taking drinking using planned
""")


def _is_excused(line: Line, index: int) -> bool:
    """Whether the comparison is forbidden, deferred, or only what somebody wanted or already did."""
    if is_negated(line, index) or is_deferred(line, index) or is_described(line, index):
        return True
    near = line[max(0, index - 3) : index]
    return any(t.text in _WANTED for t in near) and any_word(
        line, frozenset({"sign", "tell", "telling", "if", "call", "senal"})
    )


def _compared(line: Line, index: int) -> Iterator[Hit]:
    word = line[index].text
    if word == "double" and has(line, index + 1) and line[index + 1].text in ("blind", "check", "-"):
        return
    for place in range(index + 1, min(len(line), index + 4)):
        token = line[place]
        if token.is_mark or token.text in (
            "than",
            "likely",
            "that",
            "craving",
            "cravings",
            "about",
            "people",
            "days",
            "information",
        ):
            return
        if token.kinds & {"quantity", "form"} or token.kinds & {"medicine", "recreational"}:
            if not _tells_of_study(line, index, place):
                yield index, place + 1, "comparison"
            return
        if "generic" in token.kinds or ("alcohol" in token.kinds and _is_advised(line, index)):
            if place == index + 1 or line[place - 1].text in ARTICLES:
                yield index, place + 1, "comparison"
            return
        if not (
            token.text in ARTICLES - {"in", "per", "por", "every", "each"}
            or token.kinds & {"level", "compare"}
            or token.text in ("as", "much", "many")
        ):
            return


def _tells_of_study(line: Line, index: int, place: int) -> bool:
    if "alcohol" in line[place].kinds:
        return not _is_advised(line, index)
    return (
        any_word(line, frozenset({"treatment", "treatments"}))
        and "form" not in line[place].kinds
        and not any_of(line, "swallow")
    )


_ROUTES: Final = words("""
    tongue cheek nostril nostrils sublingually rectally intranasally lengua mejilla gums encias
""")

_PLACING: Final = words("put place hold keep swish let tuck pon ponga coloque mantenga under bajo spray")

_CONVERSION: Final = words("convert conversion equals equivalent equivale convertir converted bioavailability")

_BY: Final = words("""
    oral orally im iv intramuscular intravenous nasal sublingual strength dose doses dosis via
""")

_WAYS: Final = _ROUTES | _CONVERSION

_PHRASES: Final = phrases(("start", "low"), ("max", "out"), ("of", "k"), ("special", "k"), ("de", "k"))


def ways(line: Line) -> Iterator[Hit]:
    """How something is held, swallowed or converted, and the catchwords of dosing."""
    if line.words.isdisjoint(_WAYS) and not _PHRASES.stand_in(line):
        return
    if is_negated(line, len(line) - 1):
        return
    for index, token in enumerate(line):
        if token.text in _ROUTES and any_word(line, _PLACING) and any_of(line, *TAKEN):
            yield index, index + 1, "way"
        elif token.text in _CONVERSION and (any_word(line, _BY) or any_of(line, "unit")):
            yield index, index + 1, "conversion"
        elif _PHRASES.stand_at(line, index) and any_of(line, *ANYTHING, "take", "start"):
            yield index, index + 2, "way"


def _is_advised(line: Line, index: int) -> bool:
    """Whether the line tells the reader to drink so, instead of reporting how others drank."""
    return any(t.text in _ADVISING for t in line[max(0, index - 3) : index])


_ADVISING: Final = words("drink have try can beba bebe puede puedes")
