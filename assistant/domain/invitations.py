"""A code that lets somebody into a new account, or back into one, until they choose a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Invitation:
    """The code, who gives it, when, and until when it counts."""

    code: str = field(repr=False)
    by: str
    at: datetime
    ends_at: datetime

    @classmethod
    def new(cls, by: str, at: datetime, lasts: timedelta) -> Invitation:
        """One whose code nobody can guess: 96 random bits."""
        return cls(secrets.token_urlsafe(12), by, at, at + lasts)

    @classmethod
    def for_nobody(cls, by: str, at: datetime) -> Invitation:
        """One for an account that is entered another way: nobody learns its code, and it has ended."""
        return cls(secrets.token_urlsafe(32), by, at, at)
