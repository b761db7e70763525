"""Accounts in SQL; invitations only as Argon2id hashes."""

from __future__ import annotations

import uuid
from typing import Any

from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Row, select, update

from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import people
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role

_PERSON = select(people.c.id, people.c.name, people.c.role, people.c.active, people.c.region)


class SqlPeople(Part):
    """PeopleRecords over one database."""

    def add_person(self, name: str, role: Role, invitation: str) -> Person:
        """Create the account. Raises NotAllowed when the name is taken."""
        person = Person(uuid.uuid4().hex, name, role)
        row = {
            "id": person.id,
            "name": name,
            "role": role.value,
            "active": True,
            "invitation_hash": self._hasher.hash(invitation.encode("utf-8", "surrogatepass")),
        }
        with self._db.write() as connection:
            added = connection.execute(self._db.insert_new(people, "name"), row).rowcount
        if not added:
            raise NotAllowed("That name is taken. Choose another.")
        return person

    def person_named(self, name: str) -> Person | None:
        """The account of that name, or None."""
        with self._db.read() as connection:
            row = connection.execute(_PERSON.where(people.c.name == name)).one_or_none()
        return _person(row) if row else None

    def person(self, person_id: str) -> Person | None:
        """The account of that id, or None."""
        with self._db.read() as connection:
            row = connection.execute(_PERSON.where(people.c.id == person_id)).one_or_none()
        return _person(row) if row else None

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        """All accounts, or those of one role, by name."""
        query = _PERSON if role is None else _PERSON.where(people.c.role == role.value)
        with self._db.read() as connection:
            found = [_person(row) for row in connection.execute(query)]
        # Sorted here, because each database has its own idea of alphabetical order.
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.name)))

    def check_invitation(self, name: str, invitation: str) -> Person | None:
        """The active account when name and invitation belong together, else None."""
        query = _PERSON.add_columns(people.c.invitation_hash).where(people.c.name == name)
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        given = invitation.encode("utf-8", "surrogatepass")
        if row is None:
            # An unknown name takes as long as a wrong invitation, so that names cannot be guessed by the clock.
            self._hasher.hash(given)
            return None
        try:
            self._hasher.verify(row.invitation_hash, given)
        except (Argon2Error, InvalidHashError):
            return None
        return _person(row) if row.active else None

    def set_region(self, person_id: str, region: str | None) -> None:
        """Keep the patient's own choice of help lines. Raises NotAllowed for an unknown account."""
        with self._db.write() as connection:
            changed = connection.execute(update(people).where(people.c.id == person_id).values(region=region)).rowcount
        if not changed:
            raise NotAllowed("There is no such account. Sign in again.")


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(row.id, row.name, Role(row.role), row.active, row.region)
