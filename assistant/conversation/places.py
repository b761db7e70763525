"""Which region of help lines a message names, so that a friend in another country gets the right number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.domain.library import Region

_ALSO = {
    "US": ("united states", "usa", "america", "estados unidos"),
    "CA": ("canada", "canadá"),
    "GB": ("uk", "united kingdom", "britain", "england", "scotland", "wales", "reino unido", "inglaterra"),
    "IE": ("ireland", "irlanda"),
    "AU": ("australia",),
    "ES": ("spain", "españa"),
}


def named_region(text: str, regions: Mapping[str, Region]) -> str | None:
    """The code of the region that the text names, or None when it names none or several."""
    found = {code for code in regions if code in _ALSO and _pattern(code).search(text.casefold())}
    return found.pop() if len(found) == 1 else None


@lru_cache
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in _ALSO[code])})\b")
