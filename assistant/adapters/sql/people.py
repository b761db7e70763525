"""Accounts in SQL."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import people, sessions
from assistant.domain.errors import NotAllowed
from assistant.domain.invitations import Invitation
from assistant.domain.people import DEFAULT_TEAM, NO_PATIENT, Person, Role, team_names

PERSON = (
    people.c.id,
    people.c.name,
    people.c.role,
    people.c.active,
    people.c.region,
    people.c.team,
    people.c.more_teams,
    people.c.invited,
    people.c.session_on,
    people.c.invitation_ends_at,
)
"""What `person_of` reads."""
_PERSON = select(*PERSON)
_UNKNOWN = "There is no such account. Sign in again."


class SqlPeople(Part):
    """PeopleRecords over one database."""

    def add_person(
        self, name: str, role: Role, invitation: Invitation, teams: tuple[str, ...] = (DEFAULT_TEAM,)
    ) -> Person:
        """Create the account, audited.

        Raises NotAllowed when the name is taken or the teams are not those of such a role.
        """
        first, *more = team_names(teams, role)
        ends_at = invitation.ends_at
        person = Person(uuid.uuid4().hex, name, role, team=first, more_teams=tuple(more), invitation_ends_at=ends_at)
        row = {
            "id": person.id,
            "name": name,
            "role": role.value,
            "active": True,
            "invitation_hash": self._secrets.hashed(invitation.code),
            "invited": True,
            "invitation_ends_at": ends_at,
            "team": first,
            "more_teams": json.dumps(more),
        }
        with self._db.write() as connection:
            if not connection.execute(self._db.insert_new(people, "name"), row).rowcount:
                raise NotAllowed("That name is taken. Choose another.")
            append(connection, invitation.by, "user_added", person.id, invitation.at)
        return person

    def person_named(self, name: str) -> Person | None:
        """The account of that name, or None."""
        with self._db.read() as connection:
            row = connection.execute(_PERSON.where(people.c.name == name)).one_or_none()
        return person_of(row) if row else None

    def person(self, person_id: str) -> Person | None:
        """The account of that id, or None."""
        with self._db.read() as connection:
            row = connection.execute(_PERSON.where(people.c.id == person_id)).one_or_none()
        return person_of(row) if row else None

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        """All accounts, or those of one role, by name."""
        query = _PERSON if role is None else _PERSON.where(people.c.role == role.value)
        with self._db.read() as connection:
            found = [person_of(row) for row in connection.execute(query)]
        # Sorted here, because each database has its own idea of alphabetical order.
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.name)))

    def set_region(self, person_id: str, region: str | None, at: datetime) -> None:
        """Keep the patient's own choice of help lines, audited. Raises NotAllowed for an unknown account."""
        with self._db.write() as connection:
            change(connection, person_id, region=region)
            append(connection, person_id, f"region_{region or 'none'}", person_id, at)

    def set_session(self, person_id: str, on: date | None, by: str, at: datetime) -> None:
        """Keep the day of the patient's last or next medicine session, audited without the day.

        Raises NotAllowed for an unknown account, and for one that is no patient's.
        """
        with self._db.write() as connection:
            if _held(connection, person_id) is not Role.PATIENT:
                raise NotAllowed(NO_PATIENT)
            change(connection, person_id, session_on=on)
            append(connection, by, "session_day_set" if on else "session_day_taken_back", person_id, at)

    def set_active(self, person_id: str, active: bool, by: str, at: datetime) -> None:
        """Disable the account, or enable it again, audited. Raises NotAllowed for an unknown account."""
        with self._db.write() as connection:
            change(connection, person_id, active=active)
            if not active:
                end_sessions(connection, person_id)
            append(connection, by, "user_enabled" if active else "user_disabled", person_id, at)

    def set_role(self, person_id: str, role: Role, by: str, at: datetime) -> None:
        """Give the account another role, audited. Raises NotAllowed for a patient, to a patient, or without one."""
        with self._db.write() as connection:
            held = _held(connection, person_id)
            if held is not role and Role.PATIENT in (held, role):
                raise NotAllowed("A patient's account keeps its role. Add another account instead.")
            change(connection, person_id, role=role.value)
            end_sessions(connection, person_id)
            if role is not Role.CLINICIAN:
                change(connection, person_id, more_teams="[]")
            append(connection, by, f"user_role_{role.value}", person_id, at)

    def set_teams(self, person_id: str, teams: tuple[str, ...], by: str, at: datetime) -> None:
        """Move the account to these care teams, audited. Raises NotAllowed as `add_person` does."""
        with self._db.write() as connection:
            first, *more = team_names(teams, _held(connection, person_id))
            change(connection, person_id, team=first, more_teams=json.dumps(more))
            append(connection, by, f"user_team_{'+'.join((first, *more))}", person_id, at)


def _held(connection: Connection, person_id: str) -> Role:
    """The role of the account, which stays as it is until the transaction ends."""
    query = select(people.c.role).where(people.c.id == person_id).with_for_update()
    role = connection.execute(query).scalar_one_or_none()
    if role is None:
        raise NotAllowed(_UNKNOWN)
    return Role(role)


def change(connection: Connection, person_id: str, **values: object) -> None:
    """Set these columns of the account. Raises NotAllowed for an unknown one."""
    if not connection.execute(update(people).where(people.c.id == person_id).values(**values)).rowcount:
        raise NotAllowed(_UNKNOWN)


def end_sessions(connection: Connection, person_id: str) -> int:
    """Forget every session of the account; how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.person_id == person_id)).rowcount


def person_of(row: Row[*tuple[Any, ...]]) -> Person:
    """The account of a row that has the columns `PERSON`."""
    more = tuple(json.loads(row.more_teams))
    return Person(
        row.id,
        row.name,
        Role(row.role),
        row.active,
        row.region,
        row.team,
        more,
        row.invited,
        row.session_on,
        row.invitation_ends_at,
    )
