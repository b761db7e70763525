"""Accounts in memory, and the switch that takes all records away."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Person, Role


class MemoryPeople:
    """PeopleRecords without a database. Set `down` to make every method raise RecordsUnavailable."""

    def __init__(self) -> None:
        self.down = False
        self._lock = threading.RLock()
        self._people: dict[str, Person] = {}
        self._invitations: dict[str, str] = {}

    def add_person(self, name: str, role: Role, invitation: str) -> Person:
        with self._serving():
            if any(person.name == name for person in self._people.values()):
                raise NotAllowed("That name is taken. Choose another.")
            person = Person(uuid.uuid4().hex, name, role)
            self._people[person.id] = person
            self._invitations[person.id] = invitation
            return person

    def person_named(self, name: str) -> Person | None:
        with self._serving():
            return next((person for person in self._people.values() if person.name == name), None)

    def person(self, person_id: str) -> Person | None:
        with self._serving():
            return self._people.get(person_id)

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        with self._serving():
            found = (person for person in self._people.values() if role in (None, person.role))
            return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.name)))

    def check_invitation(self, name: str, invitation: str) -> Person | None:
        with self._serving():
            person = self.person_named(name)
            fits = person is not None and person.active and self._invitations[person.id] == invitation
            return person if fits else None

    def set_region(self, person_id: str, region: str | None) -> None:
        with self._serving():
            if person_id not in self._people:
                raise NotAllowed("There is no such account. Sign in again.")
            self._people[person_id] = replace(self._people[person_id], region=region)

    @contextmanager
    def _serving(self) -> Iterator[None]:
        if self.down:
            raise RecordsUnavailable("The database does not answer.")
        with self._lock:
            yield
