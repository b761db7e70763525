"""Courtesies around a message: what a classifier need not read, because a page of apologies sounds like despair."""

from __future__ import annotations

import re

_GREETING = (
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear (?:team|all)|hola|buen[oa]s (?:d[ií]as|tardes|noches))"
    r"(?: (?:there|team|everyone|all|a todos))?[\s,.!]+)?"
)
_BEFORE = (
    (
        r"(?:i(?:['’]m| am) )?(?:so )?sorry to (?:bother|trouble|disturb) you(?: with this| again)?"
        r"(?:,? (?:but )?i know (?:that )?you(?:['’]re| are| must be) (?:very |really )?busy)?"
    ),
    r"(?:i )?hope (?:that )?you(?:['’]re| are)(?: all)? (?:well|ok|okay|fine|good)",
    (
        r"(?:i )?hope (?:it|this)(?:['’]s| is) (?:all right|alright|ok(?:ay)?|fine)"
        r" to (?:ask|write|post)(?: this)?(?: here)?"
    ),
    r"excuse me|if i may (?:ask|say something)",
    r"espero que est[eé](?:n|s|is|[aá]is)? (?:todos )?bien|disculpen? la molestia",
    r"perd[oó]n(?:e|a|en)? (?:que (?:le |les |te |os )?moleste|la molestia)(?:, s[eé] que est[aá]n ocupados)?",
)
_AFTER = (
    (
        r"(?:(?:many|lots of) )?(?:thanks|thank you|thx)(?: (?:so|very) much| a lot)?"
        r"(?: in advance| for your (?:time|help)| for reading)"
        r"(?:,? and have a (?:lovely|nice|good|great) (?:day|evening|night|weekend|one))?"
    ),
    r"have a (?:lovely|nice|good|great) (?:day|evening|weekend)",
    r"(?:please )?take your time(?:,? there(?:['’]s| is) no (?:hurry|rush)(?: at all)?)?",
    r"(?:there(?:['’]s| is) )?no (?:hurry|rush)(?: at all)?",
    (
        r"(?:much[ií]simas |muchas )?gracias (?:de antemano|por su (?:tiempo|ayuda)|por leer(?:me)?)"
        r"(?: y que tengan? (?:un )?buen d[ií]a)?"
    ),
)
_END = r"\s*[,.;:!…]+\s*"
_FIRST = re.compile(rf"\s*{_GREETING}(?:{'|'.join(_BEFORE)}){_END}", re.IGNORECASE)
_LAST = re.compile(rf"(?<=[.!?…;,\n])\s*(?:{'|'.join(_AFTER)})[\s.!…]*$", re.IGNORECASE)
_MOST = 4
_EDGE = 300
"""Characters at either end that are looked at: what a search costs must not grow with the message."""


def without_courtesies(text: str) -> str:
    """The text without excuses before it and thanks after it; the text itself when nothing else is left.

    Only closed wordings that tell nothing of the writer: "thank you for everything" and "goodbye" stay. A greeting
    goes with the excuse that follows it, and stays alone.
    """
    left = text
    for _ in range(_MOST):
        first = _FIRST.match(left, 0, _EDGE)
        left = left[first.end() :] if first else left
        last = _LAST.search(left, max(0, len(left) - _EDGE))
        left = left[: last.start()] if last else left
        if not first and not last:
            break
    return left if any(sign.isalnum() for sign in left) else text
