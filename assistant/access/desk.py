"""What the front door works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.access.break_glass import BreakGlass
from assistant.access.inviting import Inviting
from assistant.access.provider_entry import ProviderEntry
from assistant.access.sessions import Sessions
from assistant.access.signing_in import SigningIn
from assistant.domain.people import Person
from assistant.ports import Records


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that decides who comes in, and what each may see and do."""

    sessions: Sessions
    signing_in: SigningIn
    inviting: Inviting
    break_glass: BreakGlass
    provider: ProviderEntry | None
    """The clinic's own sign-in, when there is one."""
    records_for: Callable[[Person], Records]
    """The records with only what that person may see and do."""
