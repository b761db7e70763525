"""`kap audit`: the trail is listed by who, what and when, and compared with an end that was written down."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Kap


@pytest.fixture
def acts(kap: Kap) -> None:
    """Somebody is added twice and disabled once."""
    kap("users", "add", "ana", "--role", "patient")
    kap("users", "add", "bo", "--role", "clinician")
    kap("users", "disable", "bo")


@pytest.mark.usefixtures("acts")
def test_rows_come_newest_first_with_names_for_people(kap: Kap) -> None:
    rows = [line.split("\t") for line in kap("audit", "list").out.splitlines()]

    assert [(row[3], row[4]) for row in rows] == [("user_disabled", "bo"), ("user_added", "bo"), ("user_added", "ana")]


@pytest.mark.usefixtures("acts")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--action", "user_added"), ["user_added", "user_added"]),
        (("--subject", "bo"), ["user_disabled", "user_added"]),
        (("--subject", "bo", "--action", "user_added"), ["user_added"]),
        (("--limit", "1"), ["user_disabled"]),
        (("--since", "2020-01-01"), ["user_disabled", "user_added", "user_added"]),
        (("--until", "2020-01-01T10:00"), []),
        (("--actor", "nobody"), []),
    ],
)
def test_every_filter_must_fit(kap: Kap, filters: tuple[str, ...], found: list[str]) -> None:
    rows = json.loads(kap("audit", "list", "--json", *filters).out)

    assert [row["action"] for row in rows] == found


@pytest.mark.usefixtures("acts")
def test_a_day_that_is_none_is_refused(kap: Kap) -> None:
    assert kap("audit", "list", "--since", "yesterday").code == 1


@pytest.mark.usefixtures("acts")
def test_an_older_copy_of_the_database_is_found_with_the_end_that_was_written_down(kap: Kap, tmp_path: Path) -> None:
    database = tmp_path / "data" / "assistant.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    shutil.copy(database, tmp_path / "older.db")
    kap("users", "enable", "bo")
    end = kap("audit", "verify").out.split("end: ")[1].strip()
    assert kap("audit", "verify", "--end", end).code == 0

    for rest in database.parent.glob("assistant.db*"):
        rest.unlink()
    shutil.copy(tmp_path / "older.db", database)

    assert kap("audit", "verify").code == 0
    assert kap("audit", "verify", "--end", end).code == 1


@pytest.mark.usefixtures("acts")
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE audit SET actor = 'somebody' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq > 1",
        "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)",
        "UPDATE audit SET seq = seq + 10",
    ],
)
def test_whoever_can_write_to_the_file_cannot_change_the_trail_unseen(kap: Kap, tmp_path: Path, damage: str) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / "assistant.db")) as connection, connection:
        connection.execute(damage)

    ran = kap("audit", "verify")

    assert (ran.code, ran.out) == (1, "")
    assert "not intact" in ran.err
