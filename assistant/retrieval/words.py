"""The one way retrieval reads words: for the keyword index, for coverage, for choosing sentences."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DROPPED = dict.fromkeys(map(ord, "'’‘`´"), None)

_STOPPED = (
    # English
    "a about all also am an and any anyone are as at be because been being but by can could cuz did do does doing "
    "dont doesnt didnt for from get gets getting got had has have having he her here him his how i id if ill im "
    "in into is isnt it its ive just kind know like lot lots maybe me might mine more much my no not of off oh ok "
    "okay on one only or our out over normal usual usually please pls question quite really same say see she should "
    "so some someone something sort such tell than that thats the their them then there these they thing things "
    "this those to too u up us very was we were what whats when where which while who whose why will with would "
    "wondering yes you your yours "
    # Days of the week say when, not what
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays lunes martes miercoles jueves viernes sabado domingo "
    # Spanish
    "al algo asi como con cual cuando de del desde donde el ella ellos en era es esa ese eso esta estaba estan "
    "este esto estoy fue ha hay he la las le lo los mas mi mis mucho muy nada ni nos o para pero por porque puede "
    "puedo que quien se sea ser si sin sobre solo son soy su sus tambien te tengo tiene todo tu un una uno y ya yo"
)
STOP_WORDS = frozenset(_STOPPED.split())
_SUFFIXES = ("ingly", "edly", "ing", "ied", "ies", "ed", "ly")
_IRREGULAR = {
    "drove": "driv", "driven": "driv", "drank": "drink", "drunk": "drink", "slept": "sleep", "felt": "feel",
    "fought": "fight", "wept": "weep", "threw": "throw", "thrown": "throw", "ate": "eat", "eaten": "eat",
    "children": "child", "kids": "child", "kid": "child", "wives": "wife", "women": "woman", "worse": "worse",
    "mornings": "morning", "evenings": "evening",
}  # fmt: skip
_WHOLE = frozenset(("during", "evening", "nothing", "morning", "spring", "need", "bleed", "feed", "speed", "family",
                    "early", "anxious", "always", "virus"))  # fmt: skip
_SHORT = 3


def plain(text: str) -> str:
    """Lower case, accents and apostrophes taken off, spaces single: `Can’t  Sleep` becomes `cant sleep`."""
    folded = unicodedata.normalize("NFKD", text.translate(_DROPPED)).lower()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def stem(word: str) -> str:
    """A shorter form that the word shares with its plural and its tenses; words of up to three letters stay."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= _SHORT or word in _WHOLE:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")):
        word = word[:-1]
    for suffix in _SUFFIXES:
        base = word.removesuffix(suffix)
        if len(base) < _SHORT or base == word:
            continue
        if suffix in ("ies", "ied"):
            return base + "y"
        doubled = len(base) > _SHORT and base[-1] == base[-2] and base[-1] not in "sl"
        return base[:-1] if doubled else base.removesuffix("e") if len(base) > _SHORT else base
    return word.removesuffix("e") if len(word) > _SHORT + 1 else word


def tokens(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order; a word with hyphens counts whole and in parts."""
    found: list[str] = []
    for word in _WORD.findall(plain(text)):
        pieces = (word, *word.split("-")) if "-" in word else (word,)
        found.extend(stem(piece) for piece in pieces if piece not in STOP_WORDS)
    return found


def words_and_pairs(text: str) -> list[str]:
    """The stems as `tokens` finds them, then each two that follow on each other: what the keyword index holds."""
    found = tokens(text)
    return [*found, *(f"{one} {other}" for one, other in pairwise(found))]


def idf_of(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """How rare each stem is among the texts, from nearly 0 (everywhere) upwards."""
    counts: dict[str, int] = {}
    total = 0
    for words in texts:
        total += 1
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}
