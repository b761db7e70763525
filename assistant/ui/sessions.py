"""Who is signed in: an opaque token in a cookie, its hash and owner in the server's memory."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.people import Person

COOKIE = "kap_session"
IDLE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser."""

    person: Person
    """As the account was at sign-in; what it is now, the records say."""
    demo: bool
    last_seen: datetime


class Sessions:
    """The signed-in browsers of this server; they end with the server, on sign-out, and after `IDLE` without use."""

    def __init__(self) -> None:
        self._by_hash: dict[str, Session] = {}
        self._lock = threading.Lock()

    def open(self, person: Person, now: datetime, *, demo: bool = False) -> str:
        """A new token for that person; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._by_hash[_hash(token)] = Session(person, demo, now)
        return token

    def find(self, token: str, now: datetime) -> Session | None:
        """The live session of the token, counted as used now; None when there is none or it idled out."""
        key = _hash(token)
        with self._lock:
            session = self._by_hash.get(key)
            if session is None:
                return None
            if now - session.last_seen > IDLE:
                del self._by_hash[key]
                return None
            self._by_hash[key] = replace(session, last_seen=now)
            return session

    def close(self, token: str) -> None:
        """End the session of the token, if there is one."""
        with self._lock:
            self._by_hash.pop(_hash(token), None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


SESSIONS = Sessions()
"""The one table of this server process; the sign-in routes write it, the pages read it."""
