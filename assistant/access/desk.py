"""What the front door works with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.access.sessions import Sessions
from assistant.access.signing_in import SigningIn


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that decides who comes in."""

    sessions: Sessions
    signing_in: SigningIn
