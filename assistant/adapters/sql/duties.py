"""Heartbeats, and tests of the on-call chain, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, select, update

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import alert_tests, heartbeats


class SqlDuties(Part):
    """DutyRecords over one database."""

    def beat(self, name: str, at: datetime) -> None:
        """Note that the program of that name was alive at that moment."""
        with self._db.write() as connection:
            if not connection.execute(update(heartbeats).where(heartbeats.c.name == name).values(at=at)).rowcount:
                connection.execute(self._db.insert_new(heartbeats, "name"), {"name": name, "at": at})

    def last_beat(self, name: str) -> datetime | None:
        """When it was alive last, or None when it never was."""
        with self._db.read() as connection:
            return connection.execute(select(heartbeats.c.at).where(heartbeats.c.name == name)).scalar_one_or_none()

    def keep_alert_test(self, test_id: str, chain: str, places: Mapping[str, str], at: datetime) -> None:
        """Keep a test of that chain."""
        rows = [
            {"code_hash": code, "test_id": test_id, "chain": chain, "place": place, "sent_at": at}
            for code, place in places.items()
        ]
        if rows:
            with self._db.write() as connection:
                connection.execute(insert(alert_tests), rows)

    def confirm_alert_test(self, code_hash: str, by: str, at: datetime) -> tuple[str, tuple[str, ...]] | None:
        """Note that a code arrived; its place, and those still open."""
        that_one = alert_tests.c.code_hash == code_hash
        with self._db.write() as connection:
            row = connection.execute(select(alert_tests).where(that_one)).one_or_none()
            if row is None:
                return None
            first = update(alert_tests).where(that_one, alert_tests.c.confirmed_at.is_(None))
            if connection.execute(first.values(confirmed_at=at, confirmed_by=by)).rowcount:
                append(connection, by, "alert_test_confirmed", row.test_id, at)
            waiting = select(alert_tests.c.place).where(
                alert_tests.c.test_id == row.test_id, alert_tests.c.confirmed_at.is_(None)
            )
            return row.place, tuple(sorted(connection.execute(waiting).scalars()))

    def alerts_tested_at(self, chain: str) -> datetime | None:
        """When the last complete test of that chain was complete."""
        complete = (
            select(func.max(alert_tests.c.confirmed_at).label("at"))
            .where(alert_tests.c.chain == chain)
            .group_by(alert_tests.c.test_id)
            .having(func.count() == func.count(alert_tests.c.confirmed_at))
        )
        with self._db.read() as connection:
            return max(connection.execute(complete).scalars(), default=None)
