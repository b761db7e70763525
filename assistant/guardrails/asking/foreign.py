"""Requests for a dose in scripts and languages that the rails do not otherwise read."""

from __future__ import annotations

import re
from typing import Final

_FOREIGN: Final = re.compile(
    r"кетамин|доз[аыуи]\b|дозиров|сколько\s+(?:\w+\s+){0,3}(?:таблет|мг|миллиграм|принима|можно)|мг/кг|миллиграмм"
    r"|氯胺酮|剂量|劑量|吃多少|多少(?:毫克|片|粒)|毫克|几片|幾片|ケタミン|用量|何(?:ミリ|錠|mg)|服用量|케타민|용량|복용량|몇\s?(?:알|mg|밀리)"
    r"|كيتامين|الكيتامين|جرعة|الجرعة|ملغ|كم\s+(?:حبة|قرص)|קטמין|מינון|केटामाइन|खुराक|मात्रा|κεταμιν|δόση|δοσολογία"
)


def foreign_dose(original: str) -> tuple[int, int] | None:
    """Where the message asks for a dose in another script; None when it does not."""
    found = _FOREIGN.search(original.casefold()) if not original.isascii() else None
    return found.span() if found else None
