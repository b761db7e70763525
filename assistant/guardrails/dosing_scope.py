"""Says whether the words around a verb forbid it, hand it to a professional, or only describe it."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.dosing_lines import Line, has
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_words import words

_ACTIONS: Final = frozenset({"take", "swallow", "give", "stop", "start", "change", "mix", "taper"})
_MORE_ACTIONS: Final = words("""
    drive driving work working sign make buy share borrow eat operate ever suddenly abruptly simply just try
    decide miss conduzca conduce bruscamente repente
""")
_TURNS: Final = frozenset({"but", "then", "instead", "however", "otherwise", "pero", "luego", "entonces", "sino", "so"})
_FAKE: Final = phrases(
    ("why", "not"),
    ("not", "only"),
    ("no", "problem"),
    ("no", "worries"),
    ("no", "harm"),
    ("no", "need"),
    ("no", "risk"),
    ("not", "bad"),
    ("not", "a"),
    ("no", "more"),
    ("no", "less"),
    ("without", "problem"),
    ("without", "worry"),
    ("not", "enough"),
    ("not", "dangerous"),
    ("not", "forget"),
    ("not", "hesitate"),
    ("not", "fail"),
    ("not", "be"),
    ("dont", "be"),
    ("don't", "be"),
    ("don't", "forget"),
    ("dont", "forget"),
    ("don't", "hesitate"),
    ("not", "worry"),
    ("don't", "worry"),
    ("dont", "worry"),
    ("no", "dude"),
    ("no", "olvide"),
    ("no", "pasa"),
    ("sin", "problema"),
    ("sin", "miedo"),
)
_CONDITIONS: Final = frozenset(
    {"if", "when", "once", "since", "because", "although", "though", "as", "unless", "si", "cuando", "como"}
)
_DEFERRED: Final = phrases(
    ("as", "prescribed"),
    ("as", "your", "prescriber"),
    ("as", "your", "doctor"),
    ("as", "your", "clinic"),
    ("as", "your", "team"),
    ("as", "your", "care", "team"),
    ("as", "your", "clinician"),
    ("as", "your", "pharmacist"),
    ("as", "your", "leaflet"),
    ("as", "your", "label"),
    ("as", "its"),
    ("as", "the", "leaflet"),
    ("as", "the", "label"),
    ("as", "directed", "by"),
    ("the", "way", "your"),
    ("exactly", "as"),
    ("como", "le", "indico"),
    ("como", "te", "indico"),
    ("como", "se", "lo", "recetaron"),
    ("como", "te", "lo", "recetaron"),
    ("tal", "como"),
    ("como", "indica"),
    ("segun", "su"),
    ("segun", "tu"),
    ("segun", "el", "prospecto"),
)
_ADVICE: Final = frozenset({"suggest", "recommend", "recommended", "suggested", "advise", "recomiendo", "sugiero"})
_REACH: Final = 14


def is_negated(line: Line, verb: int) -> bool:
    """Whether a negation reaches the verb within its clause ("do not stop, skip or change it")."""
    if "negation" not in line.kinds:
        return False
    comma = False
    for index in range(verb - 1, max(-1, verb - _REACH), -1):
        token = line[index]
        if token.text in _TURNS or token.text in (":", "("):
            return False
        if token.text in (",", "–", "—"):
            comma = True
            continue
        if token.text in _CONDITIONS and (comma or _has_permission(line, index, verb)):
            return False
        if "negation" in token.kinds:
            faked = _FAKE.stand_at(line, index) or _FAKE.stand_at(line, index - 1)
            if faked or _governed_by_condition(line, index):
                return False
            return not comma or _reaches_over_comma(line, index)
    return False


def _has_permission(line: Line, start: int, verb: int) -> bool:
    return any("permission" in token.kinds for token in line[start:verb])


def _governed_by_condition(line: Line, negation: int) -> bool:
    """Whether the negation sits inside "if you do not feel ...", which forbids nothing."""
    for index in range(negation - 1, max(-1, negation - 5), -1):
        if line[index].is_mark:
            return False
        if line[index].text in _CONDITIONS:
            return True
    return False


def _reaches_over_comma(line: Line, negation: int) -> bool:
    for index in range(negation + 1, min(len(line), negation + 4)):
        if line[index].kinds & _ACTIONS or line[index].text in _MORE_ACTIONS or "alcohol" in line[index].kinds:
            return True
    return False


def is_deferred(line: Line, verb: int) -> bool:
    """Whether the verb is what a professional is asked about or decides ("ask before you take")."""
    if _DEFERRED.stand_in(line) and any(_DEFERRED.stand_at(line, index) for index in range(verb, len(line))):
        return True
    if "ask" not in line.kinds:
        return False
    asked = False
    for index in range(verb):
        token = line[index]
        if token.text in ("then", "luego", "otherwise", ":") or (token.text == "but" and asked):
            asked = False
        elif "ask" in token.kinds:
            asked = True
        elif asked and (
            "subordinate" in token.kinds or token.text in ("before", "about", "antes", "sobre", "to", "any")
        ):
            return not _has_break_out(line, index, verb)
    opens = any("subordinate" in token.kinds or token.text in ("before", "antes") for token in line[:verb])
    asks_after = any(
        "ask" in line[i].kinds and any("person" in t.kinds for t in line[i : i + 5]) for i in range(verb + 1, len(line))
    )
    return opens and asks_after


def _has_break_out(line: Line, start: int, verb: int) -> bool:
    return any(
        line[i].text == "," and (i + 1 == verb or line[i + 1].text in ("then", "and", "but", "you", "just", "y"))
        for i in range(start, verb)
    )


def is_described(line: Line, verb: int) -> bool:
    """Whether the verb stands in a clause of condition, time or relation that tells nobody to do it."""
    for index in range(verb - 1, max(-1, verb - 5), -1):
        token = line[index]
        if token.is_mark or "permission" in token.kinds:
            return False
        if token.text == "that" and any(t.text in _ADVICE for t in line[:index]):
            return False
        if "subordinate" in token.kinds or token.text == "of":
            return not (token.text == "why" and has(line, index + 1, "negation"))
    return False
