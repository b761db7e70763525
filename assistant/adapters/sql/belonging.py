"""Which rows belong to one patient: whatever points at the account, and whatever points at that."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select

from assistant.adapters.sql.tables import metadata, people, sign_in_tries


def rows_of(table: Table, patient_id: str) -> ColumnElement[bool] | None:
    """The condition for the patient's rows of the table; None when nothing in it can be theirs.

    Found by following the foreign keys, so that a table that is added later is not forgotten.
    """
    if table is people:
        return people.c.id == patient_id
    if table is sign_in_tries:
        name = select(people.c.name).where(people.c.id == patient_id).scalar_subquery()
        return sign_in_tries.c.name == name
    found = []
    for key in table.foreign_keys:
        parent = key.column.table
        theirs = None if parent is table else rows_of(parent, patient_id)
        if theirs is not None:
            found.append(key.parent.in_(select(key.column).where(theirs)))
    return or_(*found) if found else None


def counted_of(connection: Connection, patient_id: str) -> dict[str, int]:
    """Table -> how many rows are the patient's; tables without one are left out."""
    counts = {}
    for table in metadata.sorted_tables:
        theirs = rows_of(table, patient_id)
        if theirs is not None:
            count = connection.execute(select(func.count()).select_from(table).where(theirs)).scalar_one()
            if count:
                counts[table.name] = count
    return counts


def delete_of(connection: Connection, patient_id: str) -> None:
    """Delete every row of the patient, those that point at others first."""
    for table in reversed(metadata.sorted_tables):
        theirs = rows_of(table, patient_id)
        if theirs is not None:
            connection.execute(delete(table).where(theirs))
