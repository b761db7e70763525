"""How local accounts prove who they are, in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.people import PERSON, change, end_sessions, person_of
from assistant.adapters.sql.tables import people
from assistant.domain.errors import NotAllowed
from assistant.domain.invitations import Invitation
from assistant.domain.people import Person


class SqlCredentials(Part):
    """The part of PeopleRecords that knows secrets."""

    def check_secret(self, name: str, secret: str) -> Person | None:
        """The active account when name and its invitation or password belong together, else None."""
        query = select(*PERSON, people.c.invitation_hash).where(people.c.name == name)
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        kept: str | None = row.invitation_hash if row else None
        if not self._secrets.fits(kept, secret) or row is None or not row.active:
            return None
        if kept is not None and self._secrets.outdated(kept):
            self._refresh(row.id, kept, secret)
        return person_of(row)

    def set_password(self, person_id: str, password: str, at: datetime) -> None:
        """Keep a password that its owner chose, audited; everything that let in before ends."""
        hashed = self._secrets.hashed(password)
        with self._db.write() as connection:
            change(connection, person_id, invitation_hash=hashed, invited=False, invitation_ends_at=None)
            end_sessions(connection, person_id)
            append(connection, person_id, "password_set", person_id, at)

    def reset_invitation(self, person_id: str, invitation: Invitation) -> None:
        """Replace invitation or password by a new invitation, audited; every session of the account ends."""
        hashed = self._secrets.hashed(invitation.code)
        with self._db.write() as connection:
            ends_at = invitation.ends_at
            change(connection, person_id, invitation_hash=hashed, invited=True, invitation_ends_at=ends_at)
            end_sessions(connection, person_id)
            append(connection, invitation.by, "user_reset", person_id, invitation.at)

    def person_of_subject(self, subject_hash: str) -> Person | None:
        """The account that signs in through the provider as that subject, or None."""
        query = select(*PERSON).where(people.c.subject_hash == subject_hash)
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        return person_of(row) if row else None

    def link_subject(self, person_id: str, subject_hash: str, at: datetime) -> None:
        """Let that subject of the provider sign in as the account, audited."""
        free = (people.c.subject_hash.is_(None)) | (people.c.subject_hash == subject_hash)
        link = update(people).where(people.c.id == person_id, free)
        with self._db.write() as connection:
            others = select(people.c.id).where(people.c.subject_hash == subject_hash, people.c.id != person_id)
            taken = connection.execute(others).first() is not None
            linked = {"subject_hash": subject_hash, "invited": False, "invitation_ends_at": None}
            if taken or not connection.execute(link.values(linked)).rowcount:
                raise NotAllowed("That account is somebody else's. Ask the clinic's administrator.")
            append(connection, person_id, "provider_linked", person_id, at)

    def _refresh(self, person_id: str, kept: str, secret: str) -> None:
        """Hash the secret anew with today's parameters, unless it was changed meanwhile."""
        same = update(people).where(people.c.id == person_id, people.c.invitation_hash == kept)
        hashed = self._secrets.hashed(secret)
        with self._db.write() as connection:
            connection.execute(same.values(invitation_hash=hashed))
