"""Accounts, behind one small Protocol."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from assistant.domain.invitations import Invitation
from assistant.domain.people import DEFAULT_TEAM, Person, Role


class PeopleRecords(Protocol):
    """Accounts. Whatever changes one names who does it, and is audited in the same transaction."""

    def add_person(
        self, name: str, role: Role, invitation: Invitation, teams: tuple[str, ...] = (DEFAULT_TEAM,)
    ) -> Person:
        """Create the account, audited; the invitation's code is kept only as a hash.

        Raises NotAllowed when the name is taken, or the teams are not those of such a role.
        """
        ...

    def person_named(self, name: str) -> Person | None:
        """The account of that name, or None."""
        ...

    def person(self, person_id: str) -> Person | None:
        """The account of that id, or None."""
        ...

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        """All accounts, or those of one role, by name."""
        ...

    def check_secret(self, name: str, secret: str) -> Person | None:
        """The active account when name and its invitation or password belong together, else None.

        Takes as long for an unknown name as for a wrong secret. Whether the invitation still counts, the account says.
        """
        ...

    def set_password(self, person_id: str, password: str, at: datetime) -> None:
        """Keep the hash of a password that its owner chose; invitation or old password and every session end.

        Raises NotAllowed for an unknown account.
        """
        ...

    def person_of_subject(self, subject_hash: str) -> Person | None:
        """The account that signs in through the provider as that subject, or None."""
        ...

    def link_subject(self, person_id: str, subject_hash: str, at: datetime) -> None:
        """Let that subject of the provider sign in as the account, which then has no invitation any more; audited.

        Raises NotAllowed for an unknown account, one that is another subject's, or a subject that has another account.
        """
        ...

    def set_region(self, person_id: str, region: str | None, at: datetime) -> None:
        """Keep the patient's own choice of help lines, audited. Raises NotAllowed for an unknown account."""
        ...

    def set_session(self, person_id: str, on: date | None, by: str, at: datetime) -> None:
        """Keep the day of the patient's last or next medicine session, audited without the day.

        Raises NotAllowed for an unknown account, and for one that is no patient's.
        """
        ...

    def set_active(self, person_id: str, active: bool, by: str, at: datetime) -> None:
        """Disable the account, which ends its sessions, or enable it again.

        Raises NotAllowed for an unknown account.
        """
        ...

    def set_role(self, person_id: str, role: Role, by: str, at: datetime) -> None:
        """Give the account another role, which ends its sessions; only a clinician keeps further care teams.

        A patient stays one and nobody becomes one, because conversations hang on it: NotAllowed, as for an
        unknown account.
        """
        ...

    def set_teams(self, person_id: str, teams: tuple[str, ...], by: str, at: datetime) -> None:
        """Move the account to these care teams. Raises NotAllowed as `add_person` does, or for an unknown account."""
        ...

    def reset_invitation(self, person_id: str, invitation: Invitation) -> None:
        """Replace invitation or password by a new invitation, which ends every session of the account.

        Raises NotAllowed for an unknown account.
        """
        ...
