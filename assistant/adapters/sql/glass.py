"""Broken glasses in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, insert, select

from assistant.adapters.sql.audit import append
from assistant.adapters.sql.part import Part
from assistant.adapters.sql.tables import glasses, people
from assistant.domain.errors import NotAllowed
from assistant.domain.glass import Glass


class SqlGlass(Part):
    """GlassRecords over one database."""

    def break_glass(self, glass: Glass) -> None:
        """Keep it, audited in the same transaction."""
        row = {
            "id": glass.id,
            "clinician_id": glass.clinician_id,
            "patient_id": glass.patient_id,
            "reason": glass.reason,
            "at": glass.at,
            "ends_at": glass.ends_at,
        }
        wanted = {glass.clinician_id, glass.patient_id}
        with self._db.write() as connection:
            if len(connection.execute(select(people.c.id).where(people.c.id.in_(wanted))).all()) != len(wanted):
                raise NotAllowed("There is no such account.")
            connection.execute(insert(glasses).inline(), row)
            append(connection, glass.clinician_id, "glass_broken", glass.patient_id, glass.at)

    def glasses_of(self, clinician_id: str, now: datetime) -> tuple[Glass, ...]:
        """Those of this clinician that still count, newest first."""
        return self._glasses(glasses.c.clinician_id == clinician_id, glasses.c.ends_at > now)

    def glasses(self, since: datetime) -> tuple[Glass, ...]:
        """Every one since then, newest first."""
        return self._glasses(glasses.c.at >= since)

    def _glasses(self, *conditions: ColumnElement[bool]) -> tuple[Glass, ...]:
        query = select(glasses).where(*conditions).order_by(glasses.c.at.desc(), glasses.c.id)
        with self._db.read() as connection:
            return tuple(
                Glass(row.id, row.clinician_id, row.patient_id, row.reason, row.at, row.ends_at)
                for row in connection.execute(query)
            )
