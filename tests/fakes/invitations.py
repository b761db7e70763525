"""Invitations of tests."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.invitations import Invitation
from tests.fakes.clock import START


def invited(code: str = "invitation", *, days: int = 3650) -> Invitation:
    """An invitation with that code, which an admin gave."""
    return Invitation(code, "admin", START, START + timedelta(days=days))
