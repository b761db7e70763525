"""Tells a follow-up from a question of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = re.compile(
    r"^\W*(?:and|but|also|so|then|ok(?:ay)? (?:and|but|so)|what about|how about|why|what if|for how long|like what"
    r"|(?:not )?even|only|unless|or|y|o|pero|entonces|por que|por qué|incluso|ni siquiera|solo|sólo)\b",
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
    which while will with work works would your yours even make makes next only still tell unless
    algo alguien antes bien cada como cosa cosas cuando cuanto
    cuánto debo desde donde dura duran durar entonces esas esos esta estas este esto está hace hacer hasta mejor
    menos mismo mucho necesito normal para pasa pero porque puede puedo pues quiere quiero siempre sobre también
    tengo tiempo tiene tienen todo unos incluso siquiera solo sólo
    """.split()  # noqa: SIM905 - a list of fifty quoted words reads worse
)
"""Words that say nothing of what a question is about."""
_DAYS = frozenset(
    """
    today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday morning evening hoy mañana lunes
    martes miércoles jueves viernes sábado domingo tarde noche
    """.split()  # noqa: SIM905 - as above
)
"""Beside "it" or "them" they say nothing either."""
_ABOUT_IT = re.compile(
    r"^\W*(?:(?:and|but|so|y|pero) )?"
    r"(?:what if|if|when|how does|why does|does|did|will|would|could|can|should|y si|si) "
    r"(?:it|that|this|they|eso|esto)\b",
    re.IGNORECASE,
)
"""Asks about what was said, whatever else it names: "what if it makes me feel worse"."""
_INSTEAD = re.compile(
    r"^\W*(?:(?:and|or|but|so|also|y|o|pero) )?(?:(?:what|how) about|and|or|y|o|qué tal|que tal)\b"
    r"(?! (?:if|why|how|when|si)\b)",
    re.IGNORECASE,
)
"""Names something else to ask the same about: "and a bike?"; not so "even at a clinic?" or "and if it hurts?"."""
_FEW = 1
_FEW_ABOUT_IT = 2
_SHORT = 12
_SHORTEST_POINTING = 7
_KEPT = 400
_SHORTEST_NAME = 3
_JOINING = frozenset(
    """
    and any are ask but can day did del for get got had has her him his how its las let los may not now off one our
    out por que qué say see she the they too una was way who why with con
    """.split()  # noqa: SIM905 - as above
)
"""Short words that say nothing; "you" is none, for "what can you do?" asks about the assistant."""
_WORD = re.compile(r"[^\W\d_]+")


def looked_up(text: str, earlier: Sequence[str]) -> str:
    """What retrieval looks up: the message, or for a short follow-up the message after the question it goes on from.

    That question is the last one that says what it is about: "why?" after "and for how long?" still asks about
    what came before both.
    """
    if not earlier or not _goes_on(text):
        return text
    asked = next((before for before in reversed(earlier) if _own_words(before) or not _goes_on(before)), earlier[0])
    return f"{asked[:_KEPT]} {text}"


def names_another(text: str) -> bool:
    """Whether a follow-up names something else to ask the same about, so that it may also be looked up alone."""
    return bool(_INSTEAD.search(text)) and not _POINTING.search(text) and _own_words(text, _SHORTEST_NAME) > 0


def _goes_on(text: str) -> bool:
    """Whether the message can only be understood from what was said before it."""
    words, own = len(text.split()), _own_words(text)
    if not words or words > _SHORT:
        return False
    if words <= _SHORTEST_POINTING and not _own_words(text, _SHORTEST_NAME):
        return True
    if _POINTING.search(text):
        besides = own - _days(text)
        few = _FEW if words <= _SHORTEST_POINTING else 0
        if besides <= max(few, _FEW_ABOUT_IT if _ABOUT_IT.search(text) else 0):
            return True
    return own <= _FEW and bool(_OPENING.search(text))


def _days(text: str) -> int:
    return sum(1 for word in _WORD.findall(text.casefold()) if word in _DAYS)


def _own_words(text: str, shortest: int = 4) -> int:
    """How many words of at least so many letters say what the message is about; with two it stands on its own."""
    words = _WORD.findall(text.casefold())
    return sum(1 for word in words if len(word) >= shortest and word not in _EMPTY and word not in _JOINING)
