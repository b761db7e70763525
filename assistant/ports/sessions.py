"""Signed-in browsers and tries to sign in, behind small Protocols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.sessions import Session, Way


class SessionRecords(Protocol):
    """Sessions under the hash of their token, so that every copy of the program knows them, and tries to sign in."""

    def open_session(self, token_hash: str, person_id: str, way: Way, at: datetime, ends_at: datetime) -> None:
        """Keep a new session of that account. Sessions that had ended by then are forgotten."""
        ...

    def session(self, token_hash: str) -> Session | None:
        """The session with its account as it is now, or None. Whether it still counts, `SessionRules` say."""
        ...

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that the session was used; an unknown one stays unknown."""
        ...

    def end_session(self, token_hash: str) -> None:
        """Forget the session, if there is one."""
        ...

    def end_sessions_of(self, person_id: str) -> int:
        """Forget every session of that account; how many there were."""
        ...

    def count_try(self, name: str, at: datetime) -> datetime | None:
        """Count a try to sign in under that name, whether there is such an account or not, before it is looked at.

        The moment until which the name must wait, which then is not counted; None when the try may go on.
        After a day without one the count starts again.
        """
        ...

    def forget_tries(self, name: str) -> None:
        """Start the count of that name again, because it signed in."""
        ...


class PasswordGuessing(Protocol):
    """Knows which passwords are guessed first."""

    def easily_guessed(self, password: str, known: Sequence[str]) -> bool:
        """Whether somebody who knows these words about its owner would guess the password soon. Never raises."""
        ...
