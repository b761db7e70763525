"""Upkeep on a full disk, a database that cannot be written, and with the wrong key: refused, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.master_keys import new_key, parsed
from assistant.adapters.sql.backing_up import back_up, restore
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.retention import end_care, purge
from assistant.adapters.sql.rotating import rename, rotate
from assistant.domain.errors import BackupRefused, KeysRefused, RecordsUnavailable
from assistant.domain.people import Role
from tests.fakes.invitations import invited
from tests.fakes.keys import KEYS

NOW = datetime(2026, 11, 27, tzinfo=UTC)
Mount = Callable[..., None]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Records with one patient, whose care has ended."""
    made = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(made)
    records, database = SqlRecords(made, keys=KEYS), Database(made, keys=KEYS)
    end_care(database, records.add_person("ana", Role.PATIENT, invited()).id, NOW.date(), "os:root", NOW)
    records.close()
    database.close()
    return made


def ana(url: str) -> str:
    records = SqlRecords(url, keys=KEYS)
    person = records.person_named("ana")
    records.close()
    assert person is not None
    return person.id


def test_a_backup_on_a_full_disk_is_refused_and_leaves_nothing_behind(url: str, tmp_path: Path, mounted: Mount) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted(small, "-t", "tmpfs", "-o", "size=64k", "tmpfs")
    database = Database(url, keys=KEYS)

    with pytest.raises(BackupRefused):
        back_up(database, small / "a.kap", NOW)

    database.close()
    assert list(small.iterdir()) == []
    assert ana(url)


UPKEEP: dict[str, Callable[[Database, str], object]] = {
    "rotate": lambda database, _: rotate(database),
    "rename": lambda database, _: rename(database),
    "end_care": lambda database, patient: end_care(database, patient, NOW.date(), "os:root", NOW),
    "purge": lambda database, patient: purge(database, patient, NOW.date(), "os:root", NOW),
}


@pytest.mark.parametrize("act", UPKEEP.values(), ids=UPKEEP.keys())
def test_upkeep_of_a_database_that_cannot_be_written_says_so(
    url: str, tmp_path: Path, act: Callable[[Database, str], object]
) -> None:
    patient = ana(url)
    database = Database(f"sqlite:///file:{tmp_path / 'records.db'}?mode=ro&uri=true", keys=KEYS)

    with pytest.raises(RecordsUnavailable, match="writable"):
        act(database, patient)

    database.close()
    assert ana(url) == patient


def test_a_new_first_key_over_a_database_that_cannot_be_written_says_so(url: str, tmp_path: Path) -> None:
    read_only = f"sqlite:///file:{tmp_path / 'records.db'}?mode=ro&uri=true"
    database = Database(read_only, keys=(*parsed([new_key()]), *KEYS))

    with pytest.raises(RecordsUnavailable, match="writable"):
        database.unlock()
    database.close()


@pytest.mark.parametrize("act", UPKEEP.values(), ids=UPKEEP.keys())
def test_upkeep_with_the_wrong_key_is_refused(url: str, act: Callable[[Database, str], object]) -> None:
    patient = ana(url)
    database = Database(url, keys=parsed([new_key()]))

    with pytest.raises(KeysRefused):
        act(database, patient)

    database.close()
    assert ana(url) == patient


def test_a_restore_over_a_database_that_cannot_be_written_says_so(url: str, tmp_path: Path) -> None:
    database = Database(url, keys=KEYS)
    back_up(database, tmp_path / "a.kap", NOW)
    database.close()

    with pytest.raises(RecordsUnavailable, match="writable"):
        restore(
            tmp_path / "a.kap",
            f"sqlite:///file:{tmp_path / 'records.db'}?mode=ro&uri=true",
            KEYS,
            "os:root",
            NOW,
            force=True,
        )

    assert ana(url)
