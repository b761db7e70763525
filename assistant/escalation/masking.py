"""Takes out of a message what could say whose it is; rather too much than too little, and a human reads it after."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    "|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_PATTERNS = (
    ("[email]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("[link]", re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("[name]", re.compile(r"(?<!\w)@\w+")),
    (
        "[date]",
        re.compile(
            r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"
            rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?:{_MONTHS})\b(?:,?\s+(?:de\s+|of\s+)?\d{{4}})?"
            rf"|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?",
            re.IGNORECASE,
        ),
    ),
    ("[number]", re.compile(r"\+?\(?\d[\d\s().,:/-]*\d|\d")),
)
_CAPITAL = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-Þ][\w'’-]*")
_STARTS = re.compile(r"(?:^|[.!?…:\n]|[-*•])[\s\"'“”‘’«»¿¡(\[]*$")
_INTRODUCES = re.compile(
    r"\b(?:name is|name's|i am|i'm|i’m|called|this is|signed|dr|mr|mrs|ms|prof|llamo|llama|soy|sra?|dra?)\.?\s+$",
    re.IGNORECASE,
)
_KEPT_WORDS = """
i i'm i’m i've i’ve i'd i’d i'll i’ll ai kap ok tv er ptsd adhd ocd god dios ketamine ketamina english spanish
monday tuesday wednesday thursday friday saturday sunday
"""
_KEPT = frozenset(_KEPT_WORDS.split())
_COMMON = frozenset(("clinic", "patient", "demo", "doctor", "nurse", "the", "and", "your", "clínica", "paciente"))
_TOO_SHORT = 2


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text with addresses, links, dates, numbers and names replaced by what they were, in brackets.

    `names` are known ones (of patient, clinicians, clinic), found in any case and also by their parts. Any other word
    with a capital letter inside a sentence counts as a name as well. A name in small letters that nobody knows stays.
    """
    for label, pattern in _PATTERNS:
        text = pattern.sub(label, text)
    for name in sorted(_parts(names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", text, flags=re.IGNORECASE)
    text = _CAPITAL.sub(lambda found: _name_or_word(found, text), text)
    return re.sub(r"\[name\](?:\s+\[name\])+", "[name]", text)


def _parts(names: Iterable[str]) -> frozenset[str]:
    parts = {part for name in names for part in (name, *re.split(r"[\s._-]+", name))}
    return frozenset(part for part in parts if len(part) > _TOO_SHORT and part.casefold() not in _COMMON)


def _name_or_word(found: re.Match[str], text: str) -> str:
    word, before = found.group(), text[: found.start()]
    if word.casefold() in _KEPT or before.endswith("["):
        return word
    starts = _STARTS.search(before) is not None and not _INTRODUCES.search(before)
    shouted = len(word) > 1 and word.isupper() and (before[-2:-1].isupper() or text[found.end() + 1 :][:1].isupper())
    return word if starts or shouted else "[name]"
