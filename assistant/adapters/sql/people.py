"""Accounts in SQL; invitations only as Argon2id hashes."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, Row, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import people
from assistant.domain.errors import NotAllowed
from assistant.domain.people import DEFAULT_TEAM, Person, Role, team_names

_PERSON = select(
    people.c.id, people.c.name, people.c.role, people.c.active, people.c.region, people.c.team, people.c.more_teams
)
_UNKNOWN = "There is no such account. Sign in again."


class SqlPeople(Part):
    """PeopleRecords over one database."""

    def add_person(self, name: str, role: Role, invitation: str, teams: tuple[str, ...] = (DEFAULT_TEAM,)) -> Person:
        """Create the account. Raises NotAllowed when the name is taken or the teams are not those of such a role."""
        first, *more = team_names(teams, role)
        person = Person(uuid.uuid4().hex, name, role, team=first, more_teams=tuple(more))
        row = {
            "id": person.id,
            "name": name,
            "role": role.value,
            "active": True,
            "invitation_hash": self._hashed(invitation),
            "team": first,
            "more_teams": json.dumps(more),
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
            _change(connection, person_id, region=region)

    def set_active(self, person_id: str, active: bool, by: str, at: datetime) -> None:
        """Disable the account, or enable it again, audited. Raises NotAllowed for an unknown account."""
        with self._db.write() as connection:
            _change(connection, person_id, active=active)
            append(connection, by, "user_enabled" if active else "user_disabled", person_id, at)

    def set_role(self, person_id: str, role: Role, by: str, at: datetime) -> None:
        """Give the account another role, audited. Raises NotAllowed for a patient, to a patient, or without one."""
        with self._db.write() as connection:
            held = _held(connection, person_id)
            if held is not role and Role.PATIENT in (held, role):
                raise NotAllowed("A patient's account keeps its role. Add another account instead.")
            _change(connection, person_id, role=role.value)
            if role is not Role.CLINICIAN:
                _change(connection, person_id, more_teams="[]")
            append(connection, by, f"user_role_{role.value}", person_id, at)

    def set_teams(self, person_id: str, teams: tuple[str, ...], by: str, at: datetime) -> None:
        """Move the account to these care teams, audited. Raises NotAllowed as `add_person` does."""
        with self._db.write() as connection:
            first, *more = team_names(teams, _held(connection, person_id))
            _change(connection, person_id, team=first, more_teams=json.dumps(more))
            append(connection, by, f"user_team_{'+'.join((first, *more))}", person_id, at)

    def reset_invitation(self, person_id: str, invitation: str, by: str, at: datetime) -> None:
        """Replace invitation or password by a new invitation, audited. Raises NotAllowed for an unknown account."""
        hashed = self._hashed(invitation)
        with self._db.write() as connection:
            _change(connection, person_id, invitation_hash=hashed)
            append(connection, by, "user_reset", person_id, at)

    def _hashed(self, secret: str) -> str:
        return self._hasher.hash(secret.encode("utf-8", "surrogatepass"))


def _held(connection: Connection, person_id: str) -> Role:
    """The role of the account, which stays as it is until the transaction ends."""
    query = select(people.c.role).where(people.c.id == person_id).with_for_update()
    role = connection.execute(query).scalar_one_or_none()
    if role is None:
        raise NotAllowed(_UNKNOWN)
    return Role(role)


def _change(connection: Connection, person_id: str, **values: object) -> None:
    if not connection.execute(update(people).where(people.c.id == person_id).values(**values)).rowcount:
        raise NotAllowed(_UNKNOWN)


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    more = tuple(json.loads(row.more_teams))
    return Person(row.id, row.name, Role(row.role), row.active, row.region, row.team, more)
