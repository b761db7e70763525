"""Invitations as the clinic gives them."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.invitations import Invitation
from assistant.ports import Clock


class Inviting:
    """Makes invitations that end after the clinic's time."""

    def __init__(self, clock: Clock, lasts: timedelta) -> None:
        self._clock = clock
        self._lasts = lasts

    def new(self, by: str) -> Invitation:
        """An invitation that counts from now on."""
        return Invitation.new(by, self._clock.now(), self._lasts)

    def for_nobody(self, by: str) -> Invitation:
        """An invitation that lets nobody in, for an account that is entered another way."""
        return Invitation.for_nobody(by, self._clock.now())
