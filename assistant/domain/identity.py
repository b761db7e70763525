"""Who the clinic's own sign-in says somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """What a checked ID token says."""

    subject_hash: str
    """Issuer and subject, hashed: it never changes, whatever name or address somebody gets."""
    name: str
    """The account's name: the claim that the settings name."""
    roles: tuple[str, ...]
    """The values of the role claim; empty without one."""
    verified: bool
    """Whether the provider vouches that the name is this person's, so that it may take over an account of that name."""
    expires_at: datetime
    """When the token ends, and with it the session."""
