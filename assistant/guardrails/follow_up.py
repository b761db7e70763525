"""Tells a follow-up from a question of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = re.compile(
    r"^\W*(?:and|but|also|so|then|ok(?:ay)? (?:and|but|so)|what about|how about|why|what if|for how long|like what"
    r"|y|pero|entonces|por que|por qué)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:that|this|it|they|them|those|these|the same|one|eso|esto|ello|ellos|lo mismo)\b", re.IGNORECASE
)
_EMPTY = frozenset(
    """
    about after again also already always been before being both does doing done ever everyone exactly from gets
    getting going happen happens have having here into just kind last lasts like long longer maybe mean means more
    much need needs normal often okay other over please really same should some sort still such than that their
    them then there these they thing things this those though usually very want wanted well were what when where
    which while will with work works would your yours algo alguien antes bien cada como cosa cosas cuando cuanto
    cuánto debo desde donde dura duran durar entonces esas esos esta estas este esto está hace hacer hasta mejor
    menos mismo mucho necesito normal para pasa pero porque puede puedo pues quiere quiero siempre sobre también
    tengo tiempo tiene tienen todo unos
    """.split()  # noqa: SIM905 - a list of fifty quoted words reads worse
)
"""Words that say nothing of what a question is about."""
_FEW = 1
_SHORT = 12
_SHORTEST_POINTING = 7
_KEPT = 400
_LONG = re.compile(r"[^\W\d_]{4,}")


def looked_up(text: str, earlier: Sequence[str]) -> str:
    """What retrieval looks up: the message, or for a short follow-up the message after the question before it."""
    if not earlier:
        return text
    words = len(text.split())
    if not words or words > _SHORT or _own_words(text) > _FEW:
        return text
    if _OPENING.search(text) or (words <= _SHORTEST_POINTING and _POINTING.search(text)):
        return f"{earlier[-1][:_KEPT]} {text}"
    return text


def _own_words(text: str) -> int:
    """How many words say what the message is about; with more than one it stands on its own."""
    return sum(1 for word in _LONG.findall(text.casefold()) if word not in _EMPTY)
