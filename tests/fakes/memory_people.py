"""Accounts in memory, and the switch that takes all records away."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.glass import Glass
from assistant.domain.invitations import Invitation
from assistant.domain.passwords import normal
from assistant.domain.people import DEFAULT_TEAM, NO_PATIENT, Person, Role, team_names
from assistant.domain.sessions import FORGOTTEN_AFTER, Session, Way, locked_until
from tests.fakes.memory_audit import MemoryAudit


class MemoryPeople:
    """PeopleRecords without a database. Set `down` to make every method raise RecordsUnavailable."""

    def __init__(self) -> None:
        self.down = False
        self.trail = MemoryAudit()
        self._lock = threading.RLock()
        self._people: dict[str, Person] = {}
        self._invitations: dict[str, str] = {}
        self._sessions: dict[str, Session] = {}
        self._tries: dict[str, tuple[int, datetime]] = {}
        self._glasses: list[Glass] = []
        self._subjects: dict[str, str] = {}

    def add_person(
        self, name: str, role: Role, invitation: Invitation, teams: tuple[str, ...] = (DEFAULT_TEAM,)
    ) -> Person:
        with self._serving():
            if any(person.name == name for person in self._people.values()):
                raise NotAllowed("That name is taken. Choose another.")
            first, *more = team_names(teams, role)
            ends_at = invitation.ends_at
            person = Person(
                uuid.uuid4().hex, name, role, team=first, more_teams=tuple(more), invitation_ends_at=ends_at
            )
            self._people[person.id] = person
            self._invitations[person.id] = normal(invitation.code)
            self.trail.append(invitation.by, "user_added", person.id, invitation.at)
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

    def check_secret(self, name: str, secret: str) -> Person | None:
        with self._serving():
            person = self.person_named(name)
            fits = person is not None and person.active and self._invitations[person.id] == normal(secret)
            return person if fits else None

    def set_password(self, person_id: str, password: str, at: datetime) -> None:
        with self._serving():
            self._people[person_id] = replace(self._held(person_id), invited=False, invitation_ends_at=None)
            self._invitations[person_id] = normal(password)
            self.end_sessions_of(person_id)
            self.trail.append(person_id, "password_set", person_id, at)

    def set_region(self, person_id: str, region: str | None, at: datetime) -> None:
        with self._serving():
            self._people[person_id] = replace(self._held(person_id), region=region)
            self.trail.append(person_id, f"region_{region or 'none'}", person_id, at)

    def set_session(self, person_id: str, on: date | None, by: str, at: datetime) -> None:
        with self._serving():
            if self._held(person_id).role is not Role.PATIENT:
                raise NotAllowed(NO_PATIENT)
            self._people[person_id] = replace(self._held(person_id), session_on=on)
            self.trail.append(by, "session_day_set" if on else "session_day_taken_back", person_id, at)

    def set_active(self, person_id: str, active: bool, by: str, at: datetime) -> None:
        with self._serving():
            self._people[person_id] = replace(self._held(person_id), active=active)
            if not active:
                self.end_sessions_of(person_id)
            self.trail.append(by, "user_enabled" if active else "user_disabled", person_id, at)

    def set_role(self, person_id: str, role: Role, by: str, at: datetime) -> None:
        with self._serving():
            person = self._held(person_id)
            if person.role is not role and Role.PATIENT in (person.role, role):
                raise NotAllowed("A patient's account keeps its role. Add another account instead.")
            more = person.more_teams if role is Role.CLINICIAN else ()
            self._people[person_id] = replace(person, role=role, more_teams=more)
            self.end_sessions_of(person_id)
            self.trail.append(by, f"user_role_{role.value}", person_id, at)

    def set_teams(self, person_id: str, teams: tuple[str, ...], by: str, at: datetime) -> None:
        with self._serving():
            person = self._held(person_id)
            first, *more = team_names(teams, person.role)
            self._people[person_id] = replace(person, team=first, more_teams=tuple(more))
            self.trail.append(by, f"user_team_{'+'.join((first, *more))}", person_id, at)

    def reset_invitation(self, person_id: str, invitation: Invitation) -> None:
        with self._serving():
            held = self._held(person_id)
            self._people[person_id] = replace(held, invited=True, invitation_ends_at=invitation.ends_at)
            self._invitations[person_id] = normal(invitation.code)
            self.end_sessions_of(person_id)
            self.trail.append(invitation.by, "user_reset", person_id, invitation.at)

    def person_of_subject(self, subject_hash: str) -> Person | None:
        with self._serving():
            found = (person_id for person_id, subject in self._subjects.items() if subject == subject_hash)
            return next((self._people[person_id] for person_id in found), None)

    def link_subject(self, person_id: str, subject_hash: str, at: datetime) -> None:
        with self._serving():
            holder = self.person_of_subject(subject_hash)
            other = self._subjects.get(person_id, subject_hash) != subject_hash
            if person_id not in self._people or other or (holder is not None and holder.id != person_id):
                raise NotAllowed("That account is somebody else's. Ask the clinic's administrator.")
            self._subjects[person_id] = subject_hash
            self._people[person_id] = replace(self._people[person_id], invited=False, invitation_ends_at=None)
            self.trail.append(person_id, "provider_linked", person_id, at)

    def open_session(self, token_hash: str, person_id: str, way: Way, at: datetime, ends_at: datetime) -> None:
        with self._serving():
            if person_id not in self._people:
                raise RecordsUnavailable("The records refused the change because it points at something not stored.")
            self._sessions = {key: one for key, one in self._sessions.items() if one.ends_at > at}
            self._sessions[token_hash] = Session(self._people[person_id], way, at, at, ends_at)

    def session(self, token_hash: str) -> Session | None:
        with self._serving():
            kept = self._sessions.get(token_hash)
            return replace(kept, person=self._people[kept.person.id]) if kept else None

    def touch_session(self, token_hash: str, at: datetime) -> None:
        with self._serving():
            if token_hash in self._sessions and self._sessions[token_hash].seen_at < at:
                self._sessions[token_hash] = replace(self._sessions[token_hash], seen_at=at)

    def end_session(self, token_hash: str) -> None:
        with self._serving():
            self._sessions.pop(token_hash, None)

    def end_sessions_of(self, person_id: str) -> int:
        with self._serving():
            mine = [key for key, one in self._sessions.items() if one.person.id == person_id]
            for key in mine:
                del self._sessions[key]
            return len(mine)

    def count_try(self, name: str, at: datetime) -> datetime | None:
        with self._serving():
            tries, last = self._tries.get(name, (0, at))
            tries = 0 if last <= at - FORGOTTEN_AFTER else tries
            until = locked_until(tries, last)
            if until is not None and at < until:
                return until
            self._tries[name] = (tries + 1, at)
            return None

    def forget_tries(self, name: str) -> None:
        with self._serving():
            self._tries.pop(name, None)

    def break_glass(self, glass: Glass) -> None:
        with self._serving():
            if not {glass.clinician_id, glass.patient_id} <= self._people.keys():
                raise NotAllowed("There is no such account.")
            self._glasses.append(glass)
            self.trail.append(glass.clinician_id, "glass_broken", glass.patient_id, glass.at)

    def glasses_of(self, clinician_id: str, now: datetime) -> tuple[Glass, ...]:
        mine = (glass for glass in self.glasses(datetime.min.replace(tzinfo=UTC)) if glass.clinician_id == clinician_id)
        return tuple(glass for glass in mine if glass.ends_at > now)

    def glasses(self, since: datetime) -> tuple[Glass, ...]:
        with self._serving():
            found = [glass for glass in self._glasses if glass.at >= since]
            return tuple(sorted(found, key=lambda glass: glass.at, reverse=True))

    def _held(self, person_id: str) -> Person:
        if person_id not in self._people:
            raise NotAllowed("There is no such account. Sign in again.")
        return self._people[person_id]

    @contextmanager
    def _serving(self) -> Iterator[None]:
        if self.down:
            raise RecordsUnavailable("The database does not answer.")
        with self._lock:
            yield
