"""Finds a number that stands alone behind the mention of a medicine: "About Xanax. You want three."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of
from assistant.guardrails.dosing_shared import YEAR, Hit
from assistant.guardrails.dosing_words import words

_LONGEST_LINE: Final = 7
_LONGEST_NUMBER: Final = 8
_TAIL: Final = words("of de a or to o mg")
_HARMLESS: Final = ("practice", "counted", "person", "negation", "ask", "time")


def bare_numbers(line: Line, context: bool) -> Iterator[Hit]:
    """The number at the end of a short line; `context` says that a medicine was named before."""
    if not context or "number" not in line.kinds or len(line) > _LONGEST_LINE or any_of(line, *_HARMLESS):
        return
    last = len(line) - 1
    while last > 0 and (line[last].is_mark or line[last].text in _TAIL):
        last -= 1
    number = line[last]
    if (
        "number" in number.kinds
        and len(line) > 1
        and not YEAR.match(number.text)
        and len(number.text) <= _LONGEST_NUMBER
    ):
        yield last, last + 1, "amount_bare"
