"""Signed-in browsers and tries to sign in, in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from assistant.adapters.sql.part import Part
from assistant.adapters.sql.people import PERSON, end_sessions, person_of
from assistant.adapters.sql.tables import people, sessions, sign_in_tries
from assistant.domain.sessions import FORGOTTEN_AFTER, Session, Way, locked_until


class SqlSessions(Part):
    """SessionRecords over one database."""

    def open_session(self, token_hash: str, person_id: str, way: Way, at: datetime, ends_at: datetime) -> None:
        """Keep a new session of that account; those that had ended are forgotten."""
        row = {"token_hash": token_hash, "person_id": person_id, "way": way.value, "opened_at": at, "seen_at": at}
        with self._db.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.ends_at <= at))
            connection.execute(insert(sessions).inline(), {**row, "ends_at": ends_at})

    def session(self, token_hash: str) -> Session | None:
        """The session with its account as it is now, or None."""
        query = (
            select(*PERSON, sessions.c.way, sessions.c.opened_at, sessions.c.seen_at, sessions.c.ends_at)
            .join_from(sessions, people, people.c.id == sessions.c.person_id)
            .where(sessions.c.token_hash == token_hash)
        )
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
        return Session(person_of(row), Way(row.way), row.opened_at, row.seen_at, row.ends_at) if row else None

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that the session was used."""
        later = update(sessions).where(sessions.c.token_hash == token_hash, sessions.c.seen_at < at)
        with self._db.write() as connection:
            connection.execute(later.values(seen_at=at))

    def end_session(self, token_hash: str) -> None:
        """Forget the session, if there is one."""
        with self._db.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def end_sessions_of(self, person_id: str) -> int:
        """Forget every session of that account; how many there were."""
        with self._db.write() as connection:
            return end_sessions(connection, person_id)

    def count_try(self, name: str, at: datetime) -> datetime | None:
        """Count a try under that name, or say until when it must wait."""
        mine = sign_in_tries.c.name == name
        with self._db.write() as connection:
            connection.execute(delete(sign_in_tries).where(sign_in_tries.c.last_at <= at - FORGOTTEN_AFTER))
            # The row is made first and then locked, so that tries at the same moment count one after the other.
            connection.execute(self._db.insert_new(sign_in_tries, "name"), {"name": name, "tries": 0, "last_at": at})
            row = connection.execute(select(sign_in_tries).where(mine).with_for_update()).one()
            until = locked_until(row.tries, row.last_at)
            if until is not None and at < until:
                return until
            connection.execute(update(sign_in_tries).where(mine).values(tries=row.tries + 1, last_at=at))
        return None

    def forget_tries(self, name: str) -> None:
        """Start the count of that name again."""
        with self._db.write() as connection:
            connection.execute(delete(sign_in_tries).where(sign_in_tries.c.name == name))
