"""Whoever changes a patient's cases or episode waits for whoever is doing so already."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.adapters.sql.tables import people


def lock_patient(connection: Connection, patient_id: str) -> None:
    """Hold the patient until the transaction ends, so that two turns cannot both open a case.

    SQLite has locked everything already. The weaker lock lets others store rows that point at the patient.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(people.c.id).where(people.c.id == patient_id).with_for_update(key_share=True))
