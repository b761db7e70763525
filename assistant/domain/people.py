"""Who uses the product, and which care teams they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from assistant.domain.errors import NotAllowed

DEFAULT_TEAM = "default"
NO_PATIENT = "Only a patient has sessions. Name a patient's account."
_TEAM = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class Role(Enum):
    """The four roles."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    EVALUATOR = "evaluator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """An account: who somebody is here, and what they may do."""

    id: str
    name: str
    role: Role
    active: bool = True
    region: str | None = None
    """The patient's own choice of help lines; None means the clinic's."""
    team: str = DEFAULT_TEAM
    """The care team of a patient; of a clinician the first of theirs."""
    more_teams: tuple[str, ...] = ()
    """The further care teams of a clinician."""
    invited: bool = True
    """Whether the account still waits for a password of its own."""
    session_on: date | None = None
    """The day of a patient's last or next medicine session, when somebody has said it."""
    invitation_ends_at: datetime | None = None
    """Until when the invitation counts, while the account waits for a password."""

    def __post_init__(self) -> None:
        if self.more_teams and self.role is not Role.CLINICIAN:
            raise ValueError("only a clinician belongs to several care teams")

    @property
    def teams(self) -> tuple[str, ...]:
        """Every care team of this person, the first one first."""
        return (self.team, *self.more_teams)

    def invitation_over(self, now: datetime) -> bool:
        """Whether the account can only be entered with an invitation, and that one counts no more."""
        return self.invited and (self.invitation_ends_at is None or self.invitation_ends_at <= now)


def team_names(given: tuple[str, ...], role: Role) -> tuple[str, ...]:
    """The care teams in the form in which they are kept: lower case, each once, at least the default one.

    Raises NotAllowed for a name that is no team's, or when somebody who is no clinician is given several.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in given)) or (DEFAULT_TEAM,)
    if any(not _TEAM.fullmatch(name) for name in names):
        raise NotAllowed("A care team's name has up to 40 letters a-z, digits, dots, hyphens and underscores.")
    if len(names) > 1 and role is not Role.CLINICIAN:
        raise NotAllowed("Only a clinician belongs to several care teams. Name one.")
    return names
