"""Whether a message says that its writer is under 18."""

from __future__ import annotations

import re

__all__ = ["names_minor"]

_READ = 6_000
_ENGLISH = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_SPANISH = r"(?:diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete)"
_NO_AGE = r"(?!\s*(?:%|percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years? (?:sober|clean|into|in\b)|min\b))"
_MINOR = re.compile(
    rf"\b(?:i am|i'm|im|i’m|being) (?:only |just |a )?(?:1[0-7]|{_ENGLISH})\b"
    rf"(?:[- ]years?[- ]olds?|[- ]?y/?o\b)?{_NO_AGE}"
    r"(?=\s*(?:$|[.,;:!?)]|and\b|but\b|so\b|years?\b|y/?o\b|or\b|female\b|male\b|[fm]\b))"
    r"|\b(?:i am|i'm|im|i’m) (?:a minor|under ?age|under (?:18|eighteen))\b"
    rf"|\b(?:tengo|con) (?:s[oó]lo |solo )?(?:1[0-7]|{_SPANISH}) años?\b(?! (?:sobri|limpi|sin |de ))"
    r"|\bsoy menor(?: de edad)?\b",
    re.IGNORECASE,
)


def names_minor(text: str) -> bool:
    """Whether the writer names an age of 10 to 17 or says that they are a minor."""
    return _MINOR.search(text[:_READ]) is not None
