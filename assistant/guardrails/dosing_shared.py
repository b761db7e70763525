"""What several dosing rules share."""

from __future__ import annotations

import re
from typing import Final

from assistant.guardrails.dosing_words import words

Hit = tuple[int, int, str]

TAKEN: Final = ("medicine", "generic", "form", "recreational")

ANYTHING: Final = (*TAKEN, "alcohol")

YEAR: Final = re.compile(r"^(?:19|20)\d\d$")

ARTICLES: Final = words("a an the your of that un una de tu su la el each every per cada al por in")

ONCE: Final = frozenset({"once", "twice", "thrice"})

SESSIONS: Final = frozenset({"session", "sessions", "treatment", "treatments", "sesion", "sesiones", "tratamientos"})
