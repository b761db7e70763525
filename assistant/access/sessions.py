"""Who is signed in: an opaque token in the browser, its hash in the records."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Person, Role
from assistant.domain.sessions import Session, SessionRules, Way
from assistant.ports import Clock, Records

_TOUCHED_AGAIN = timedelta(seconds=60)
"""A use is written down at most so often."""
_REMEMBERED = 10_000


class Sessions:
    """Opens, finds and ends sessions. Every copy of the program that shares the database shares them."""

    def __init__(self, records: Callable[[], Records], rules: SessionRules, clock: Clock) -> None:
        self._records = records
        self._rules = rules
        self._clock = clock
        self._seen: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, person: Person, way: Way, no_later: datetime | None = None) -> str:
        """A new token for that person. Raises RecordsUnavailable."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        ends_at = self._rules.ends_at(person.role, now, no_later)
        self._records().open_session(hashed(token), person.id, way, now, ends_at)
        self._remember(hashed(token), Session(person, way, now, now, ends_at))
        return token

    def find(self, token: str, *, used: bool = False) -> Session | None:
        """The session of the token while it counts, else None; `used` says that its owner has just done something.

        While the records cannot say, a patient's session that this process has seen goes on, so that help and the
        rails still reach them. Raises RecordsUnavailable for every other one.
        """
        key, now = hashed(token), self._clock.now()
        try:
            session = self._records().session(key)
        except RecordsUnavailable:
            return self._as_last_seen(key, now)
        if session is None or not self._rules.alive(session, now):
            self._forget(key)
            return None
        if used and now - session.seen_at >= _TOUCHED_AGAIN:
            self._records().touch_session(key, now)
        self._remember(key, session)
        return session

    def close(self, token: str) -> None:
        """End the session of the token, if there is one; also in this process while the records cannot be reached."""
        self._forget(hashed(token))
        self._records().end_session(hashed(token))

    def close_all_of(self, person_id: str) -> int:
        """End every session of the account; how many there were. Raises RecordsUnavailable."""
        return self._records().end_sessions_of(person_id)

    def _as_last_seen(self, key: str, now: datetime) -> Session | None:
        with self._lock:
            session = self._seen.get(key)
        if session is None or session.person.role is not Role.PATIENT:
            raise RecordsUnavailable("The records cannot say who is signed in. Try again in a few minutes.")
        return session if self._rules.alive(session, now) else None

    def _remember(self, key: str, session: Session) -> None:
        with self._lock:
            self._seen.pop(key, None)
            self._seen[key] = session
            while len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]

    def _forget(self, key: str) -> None:
        with self._lock:
            self._seen.pop(key, None)


def hashed(token: str) -> str:
    """Under what a token is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
