"""Finds statements that something may be mixed or drunk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of, any_word
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_words import words

_SAFE_WORDS: Final = words("""
    safe fine ok okay harmless compatible alright allowed seguro segura bien permitido acceptable
""")


def _is_felt(line: Line, index: int) -> bool:
    return any(
        t.text in ("feel", "feels", "felt", "feeling", "keep", "stay", "siente")
        for t in line[max(0, index - 3) : index]
    )


_NO_PROBLEM: Final = phrases(
    ("no", "problem"),
    ("no", "harm"),
    ("no", "risk"),
    ("goes", "well"),
    ("go", "well"),
    ("go", "great"),
    ("goes", "great"),
    ("no", "danger"),
    ("no", "issue"),
    ("no", "interaction"),
    ("no", "interactions"),
    ("not", "interact"),
    ("don't", "interact"),
    ("doesn't", "interact"),
    ("nothing", "wrong"),
    ("not", "hurt"),
    ("won't", "hurt"),
    ("not", "matter"),
    ("no", "pasa", "nada"),
    ("no", "hay", "problema"),
    ("no", "hay", "riesgo"),
    ("no", "hay", "peligro"),
    ("no", "es", "peligroso"),
    ("sin", "riesgo"),
    ("sin", "peligro"),
    ("ningun", "problema"),
    ("ningun", "riesgo"),
    ("combinan", "bien"),
    ("van", "bien"),
    ("mix", "well"),
    ("combine", "well"),
    ("work", "well", "together"),
    ("mixes", "well"),
    ("can", "be", "combined"),
    ("can", "be", "taken"),
    ("can", "be", "mixed"),
    ("sin", "problema"),
    ("combined", "safely"),
    ("mixed", "safely"),
    ("not", "dangerous"),
    ("not", "a", "problem"),
)

_TOGETHER: Final = words("with after before tonight con despues antes together to during")

_THINGS: Final = words("medicine generic alcohol recreational drink_form form")

_DOUBT: Final = words("whether if what que which how until hasta")


def reassurances(line: Line) -> Iterator[Hit]:
    """Statements that something can be mixed or drunk without harm."""
    if line.kinds.isdisjoint(_THINGS):
        return
    stated = _NO_PROBLEM.stand_in(line)
    safe = [i for i, t in enumerate(line) if t.text in _SAFE_WORDS and not _is_felt(line, i)]
    if not stated and (not safe or any_of(line, "negation")):
        return
    things = [i for i, t in enumerate(line) if not t.kinds.isdisjoint(_THINGS)]
    joined = any_of(line, "mix") or any_word(line, _TOGETHER)
    if joined and not (any_of(line, "ask") and any_of(line, "person")) and not any_word(line, _DOUBT):
        yield things[0], things[-1] + 1, "reassurance"
