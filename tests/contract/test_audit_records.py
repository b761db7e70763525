"""What AuditRecords promises: any altered, removed or reordered row is found."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrations.plain_chain import plainly_chained
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import audit, audit_head
from assistant.ports import Records
from tests.contract.conftest import OpenDatabase
from tests.fakes.clock import SteppedClock
from tests.fakes.keys import KEYS
from tests.fakes.memory_records import MemoryRecords

ROWS = 5


@pytest.fixture
def trail(records: Records, clock: SteppedClock) -> Records:
    """Records with five audited acts."""
    for number in range(ROWS):
        records.audit("dr-a", "case_read", f"case-{number}", clock.advance(seconds=1))
    return records


def test_an_empty_trail_is_intact(records: Records) -> None:
    assert records.verify_audit() == (0, None)


def test_a_written_trail_is_intact(trail: Records) -> None:
    assert trail.verify_audit() == (ROWS, None)


def test_the_trail_holds_any_name(records: Records, clock: SteppedClock) -> None:
    records.audit("Núñez \x00 日本 \ud800", "case_read", 'json:"x"', clock.now())

    assert records.verify_audit() == (1, None)


@pytest.mark.parametrize("field", ["actor", "action", "subject"])
@pytest.mark.parametrize("number", [1, 3, ROWS])
def test_an_altered_row_is_found(trail: Records, field: str, number: int) -> None:
    _alter(trail, number, field)

    _, wrong = trail.verify_audit()

    assert wrong is not None


@pytest.mark.parametrize("number", [1, 3, ROWS])
def test_a_removed_row_is_found(trail: Records, number: int) -> None:
    _remove(trail, number)

    _, wrong = trail.verify_audit()

    assert wrong is not None


def test_reordered_rows_are_found(trail: Records) -> None:
    _swap(trail, 2, 4)

    _, wrong = trail.verify_audit()

    assert wrong is not None


def test_an_emptied_trail_is_found(trail: Records) -> None:
    for number in range(ROWS, 0, -1):
        _remove(trail, number)

    checked, wrong = trail.verify_audit()

    assert checked == 0
    assert wrong is not None


def test_the_place_of_the_damage_is_named(trail: Records) -> None:
    _alter(trail, 3, "subject")

    checked, wrong = trail.verify_audit()

    assert wrong is not None
    assert checked in (2, 3)
    assert "3" in wrong or "4" in wrong


def test_a_row_appended_behind_the_programs_back_is_found(
    sql_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    records = SqlRecords(sql_url, keys=KEYS)
    records.audit("dr-a", "case_read", "case", clock.now())
    forged = {"seq": 2, "at": "x", "actor": "dr-b", "action": "a", "subject": "s", "previous": "x", "hash": "x"}
    with open_database(sql_url).write() as connection:
        connection.execute(insert(audit), forged)

    checked, wrong = records.verify_audit()

    records.close()
    assert (checked, wrong is not None) == (1, True)


def test_a_trail_that_is_cut_off_with_its_head_moved_back_is_found_also_after_more_was_written(
    sql_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    records = SqlRecords(sql_url, keys=KEYS)
    for number in range(ROWS):
        records.audit("dr-a", "case_read", f"case-{number}", clock.now())
    with open_database(sql_url).write() as connection:
        kept = connection.execute(select(audit).where(audit.c.seq == 3)).one()
        connection.execute(delete(audit).where(audit.c.seq > 3))
        connection.execute(update(audit_head).values(seq=3, hash=kept.hash))
    cut = records.verify_audit()

    records.audit("dr-b", "case_read", "another", clock.now())

    assert cut[1] is not None
    assert records.verify_audit()[1] is not None
    records.close()


def test_a_row_that_was_chained_without_the_secret_is_found(
    sql_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    records = SqlRecords(sql_url, keys=KEYS)
    records.audit("dr-a", "case_read", "case", clock.now())
    with open_database(sql_url).write() as connection:
        row = connection.execute(select(audit)).one()
        forged = plainly_chained(1, row.at, "dr-b", row.action, row.subject, "")
        connection.execute(update(audit).values(actor="dr-b", hash=forged))
        connection.execute(update(audit_head).values(hash=forged, seal=plainly_chained("head", 1, forged)))

    assert records.verify_audit()[1] is not None
    records.close()


def _alter(records: Records, number: int, field: str) -> None:
    if isinstance(records, MemoryRecords):
        object.__setattr__(records.trail.rows[number - 1], field, "somebody else")
        return
    with _inside(records).write() as connection:
        connection.execute(update(audit).where(audit.c.seq == number).values({field: "somebody else"}))


def _remove(records: Records, number: int) -> None:
    if isinstance(records, MemoryRecords):
        del records.trail.rows[number - 1]
        return
    with _inside(records).write() as connection:
        connection.execute(delete(audit).where(audit.c.seq == number))


def _swap(records: Records, one: int, other: int) -> None:
    if isinstance(records, MemoryRecords):
        rows = records.trail.rows
        rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
        return
    with _inside(records).write() as connection:
        first, second = (_row(connection, number) for number in (one, other))
        connection.execute(update(audit).where(audit.c.seq == one).values(second))
        connection.execute(update(audit).where(audit.c.seq == other).values(first))


def _row(connection: Connection, number: int) -> dict[str, str]:
    row = connection.execute(select(audit).where(audit.c.seq == number)).one()
    return {name: value for name, value in row._asdict().items() if name != "seq"}


def _inside(records: Records) -> Database:
    assert isinstance(records, SqlRecords)
    return records._db
