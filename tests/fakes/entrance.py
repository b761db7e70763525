"""The front door over fakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from assistant.access.break_glass import BreakGlass
from assistant.access.desk import Access
from assistant.access.guard import records_for
from assistant.access.inviting import Inviting
from assistant.access.sessions import Sessions
from assistant.access.signing_in import SigningIn
from assistant.domain.clinic import Clinic
from assistant.domain.sessions import SessionRules
from assistant.ports import Clock, Records


class ScriptedGuessing:
    """PasswordGuessing that knows a few words."""

    def easily_guessed(self, password: str, known: Sequence[str]) -> bool:
        return password in ("password1234", *known)


def access_to(records: Callable[[], Records], clock: Clock, clinic: Clinic | None = None) -> Access:
    """The default rules over these records."""
    return Access(
        Sessions(records, SessionRules(), clock),
        SigningIn(records, ScriptedGuessing(), clock),
        Inviting(clock, timedelta(days=14)),
        BreakGlass(records, clock),
        None,
        lambda person: records_for(person, records(), clinic or Clinic(), clock),
    )
