"""Signed-in browsers: when a session ends, and how wrong tries make the next one wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from assistant.domain.people import Person, Role


class Way(Enum):
    """How somebody signed in."""

    LOCAL = "local"
    """With the invitation or password of a local account."""
    DEMO = "demo"
    PROVIDER = "provider"
    """Through the clinic's own sign-in (OpenID Connect)."""


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser."""

    person: Person
    """The account as it is now."""
    way: Way
    opened_at: datetime
    seen_at: datetime
    """When somebody last did something in it."""
    ends_at: datetime
    """When it ends whatever is done in it."""

    @property
    def password_due(self) -> bool:
        """Whether the person must choose a password before anything else."""
        return self.way is Way.LOCAL and self.person.invited


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How long a session lasts."""

    staff_idle: timedelta = timedelta(minutes=30)
    patient_idle: timedelta = timedelta(hours=12)
    staff_longest: timedelta = timedelta(hours=12)
    patient_longest: timedelta = timedelta(days=7)

    def idle(self, role: Role) -> timedelta:
        """How long a session may go unused."""
        return self.patient_idle if role is Role.PATIENT else self.staff_idle

    def ends_at(self, role: Role, opened_at: datetime, no_later: datetime | None = None) -> datetime:
        """When a session that opens now ends at the latest; `no_later` is the end that a provider sets."""
        own = opened_at + (self.patient_longest if role is Role.PATIENT else self.staff_longest)
        return own if no_later is None else min(own, no_later)

    def alive(self, session: Session, now: datetime) -> bool:
        """Whether the session still counts: its account active, neither unused for too long nor at its end."""
        unused = now - session.seen_at
        return session.person.active and now < session.ends_at and unused <= self.idle(session.person.role)


FREE_TRIES = 5
"""Wrong tries in a row that make nobody wait."""
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
"""After so long without a try the count starts again."""


def locked_until(tries: int, at: datetime) -> datetime | None:
    """Until when a name waits after that many wrong tries in a row, the last one at `at`; None while it does not.

    The wait doubles with every further try, up to an hour.
    """
    if tries < FREE_TRIES:
        return None
    doubled: int = 2 ** min(tries - FREE_TRIES, 10)
    return at + min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
