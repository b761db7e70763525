"""What a password must be: long enough and not easily guessed; nothing about its signs (NIST SP 800-63B)."""

from __future__ import annotations

import unicodedata

from assistant.domain.people import Role
from assistant.domain.said import Said

SHORTEST_PATIENT = 8
SHORTEST_STAFF = 12
LONGEST = 256


def shortest(role: Role) -> int:
    """How many characters a password of that role has at least."""
    return SHORTEST_PATIENT if role is Role.PATIENT else SHORTEST_STAFF


def normal(secret: str) -> str:
    """The secret in the one form in which it is hashed, so that it does not matter which keyboard typed it."""
    return unicodedata.normalize("NFKC", secret)


def wrong_length(password: str, role: Role) -> Said | None:
    """What to do about the password's length, as a sentence for its owner; None when it is right."""
    if len(normal(password)) < shortest(role):
        least = shortest(role)
        return Said(
            f"Choose a longer password: at least {least} characters. A few words in a row are good.",
            f"Elige una contraseña más larga: al menos {least} caracteres. Unas cuantas palabras seguidas van bien.",
        )
    if len(normal(password)) > LONGEST:
        return Said(
            f"Choose a shorter password: at most {LONGEST} characters.",
            f"Elige una contraseña más corta: como mucho {LONGEST} caracteres.",
        )
    return None
