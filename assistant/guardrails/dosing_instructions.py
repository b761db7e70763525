"""Finds instructions to take, stop, start, change or mix something that can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_commands import is_told
from assistant.guardrails.dosing_lines import Line, any_of, any_word
from assistant.guardrails.dosing_objects import DRUG_VERBS, is_own_medicine, object_of
from assistant.guardrails.dosing_scope import is_deferred, is_described, is_negated
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_words import words

_FOREIGN: Final = words("""
    home alone solo sola others else's someone's else friend's shared leftover casa ajena ajenas
""")
_QUESTION_OPENERS: Final = words("""
    do does did have has is are was were can could should would what which who when how am may tengo tiene puedo
    debo ha he es
""")
_VERBS: Final = words("taper take give stop start change mix")
_ASKED: Final = words("i you your the it anyone usted")


def instructions(line: Line, context: bool) -> Iterator[Hit]:
    """Verbs that tell the reader to take, stop, change or mix; `context` says a medicine was named before."""
    if line.kinds.isdisjoint(_VERBS) or _asks(line):
        return
    for index, token in enumerate(line):
        if not token.kinds:
            continue
        if "taper" in token.kinds:
            if not (is_negated(line, index) or is_deferred(line, index) or is_described(line, index)):
                yield index, index + 1, "taper"
        elif not _VERBS.isdisjoint(token.kinds):
            rule = _rule(line, index, context)
            if rule:
                yield index, min(len(line), index + 4), rule


def _asks(line: Line) -> bool:
    """Whether the line is a question the reader is to answer ("have you taken anything today")."""
    return len(line) > 1 and line[0].text in _QUESTION_OPENERS and line[1].text in _ASKED


def _rule(line: Line, index: int, context: bool) -> str:
    """The name of the instruction that the verb gives; empty for none."""
    reached = object_of(line, index, context)
    if reached < 0 or not is_told(line, index) or is_deferred(line, index) or is_described(line, index):
        return ""
    kinds = line[index].kinds
    if is_negated(line, index):
        return "skip" if _forbids_a_prescribed(line, index, reached) else ""
    if line[index].text == "raise" and any_of(line, "person"):
        return ""
    return next((kind for kind in ("stop", "change", "mix", "start", "take") if kind in kinds), "take")


def _forbids_a_prescribed(line: Line, index: int, reached: int) -> bool:
    """Whether "do not take" keeps the reader from a medicine of their own, which is telling them to skip it."""
    kinds = line[index].kinds
    if (
        line[index].text in DRUG_VERBS
        or kinds & {"stop"}
        or not kinds & {"take", "swallow", "give"}
        or not is_own_medicine(line, reached)
    ):
        return False
    return not (any_of(line, "ask", "compare") or any_word(line, _FOREIGN))
