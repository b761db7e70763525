"""The upkeep of the records: keys, and what is stored with which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bootstrap.keys import encryption_keys
from assistant.domain.errors import SettingsError
from assistant.domain.upkeep import AuditFilter, AuditRow, Ended, Manifest, Rotation, SealedState
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.sql.engine import Database

Progress = Callable[[int, int], None]


def new_encryption_key() -> str:
    """A fresh key as it stands in KAP_ENCRYPTION_KEYS."""
    from assistant.adapters.master_keys import new_key  # noqa: PLC0415

    return new_key()


def rotate_keys(settings: Settings, progress: Progress | None = None, *, names: bool = False) -> Rotation:
    """Encrypt everything with the first key; with `names`, every name with a fresh secret too."""
    from assistant.adapters.sql.rotating import rename, rotate  # noqa: PLC0415

    with _database(settings) as database:
        rotation = rotate(database, progress)
        if names:
            rename(database)
    return rotation


def sealed_state(settings: Settings) -> SealedState:
    """With which keys the records are encrypted, and which texts cannot be read."""
    from assistant.adapters.sql.sealed_texts import sealed_state as looked_at  # noqa: PLC0415

    with _database(settings) as database:
        return looked_at(database)


def back_up(settings: Settings, target: Path, at: datetime) -> Manifest:
    """Write a backup of the records to a new file. Raises BackupRefused."""
    from assistant.adapters.sql.backing_up import back_up as written  # noqa: PLC0415

    with _database(settings) as database:
        return written(database, target, at)


def restore(settings: Settings, source: Path, actor: str, at: datetime, *, force: bool) -> Manifest:
    """Put a backup's records into the database, which must be empty without `force`. Raises BackupRefused."""
    from assistant.adapters.sql import backing_up, records  # noqa: F401, PLC0415 - records declares every table

    keys, wait_s = encryption_keys(settings), settings.database_timeout_s
    return backing_up.restore(source, settings.sql_url, keys, actor, at, force=force, wait_s=wait_s)


def audit_rows(settings: Settings, wanted: AuditFilter, limit: int) -> tuple[AuditRow, ...]:
    """The newest rows of the audit trail that fit, newest first."""
    from assistant.adapters.sql import audit_reading  # noqa: PLC0415

    with _database(settings) as database:
        return audit_reading.audit_rows(database, wanted, limit)


def audit_end(settings: Settings) -> str:
    """Number and hash of the trail's last row."""
    from assistant.adapters.sql import audit_reading  # noqa: PLC0415

    with _database(settings) as database:
        return audit_reading.audit_end(database)


def audit_holds(settings: Settings, end: str) -> bool:
    """Whether the trail still holds what was its end once."""
    from assistant.adapters.sql import audit_reading  # noqa: PLC0415

    with _database(settings) as database:
        return audit_reading.audit_holds(database, end)


def end_care(settings: Settings, patient_id: str, on: date | None, actor: str, at: datetime) -> None:
    """Note when the patient's care ended, or that it goes on. Raises NotAllowed when it is no patient's account."""
    from assistant.adapters.sql import retention  # noqa: PLC0415

    with _database(settings) as database:
        retention.end_care(database, patient_id, on, actor, at)


def hold(settings: Settings, patient_id: str, held: bool, actor: str, at: datetime) -> None:
    """Keep everything of the patient, or let retention have it again. Raises NotAllowed for no patient's account."""
    from assistant.adapters.sql import retention  # noqa: PLC0415

    with _database(settings) as database:
        retention.hold(database, patient_id, held, actor, at)


def due_for_deletion(settings: Settings, today: date) -> tuple[Ended, ...]:
    """Every patient whose care ended KAP_RETENTION_DAYS ago or earlier. Raises SettingsError when it is not set."""
    from assistant.adapters.sql import retention  # noqa: PLC0415

    with _database(settings) as database:
        return retention.ended_before(database, _last_day(settings, today))


def delete_due(settings: Settings, actor: str, at: datetime) -> tuple[tuple[Ended, ...], bool]:
    """Delete what is due; what was looked at, and whether the files are rid of it too."""
    from assistant.adapters.sql import retention  # noqa: PLC0415

    last_day = _last_day(settings, at.date())
    with _database(settings) as database:
        found = retention.ended_before(database, last_day)
        done = (retention.purge(database, ended.patient_id, last_day, actor, at) for ended in found)
        ended = tuple(one for one in done if one is not None)
        return ended, database.forget_deleted()


def _last_day(settings: Settings, today: date) -> date:
    if settings.retention_days is None:
        raise SettingsError("KAP_RETENTION_DAYS is not set: nothing is deleted. Ask your clinic how long records stay.")
    return today - timedelta(days=settings.retention_days)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """The migrated, unlocked database itself. Raises RecordsUnavailable."""
    from assistant.adapters.sql import records  # noqa: F401, PLC0415 - declares every table
    from assistant.adapters.sql.engine import Database  # noqa: PLC0415
    from assistant.adapters.sql.migrating import migrate  # noqa: PLC0415

    keys = encryption_keys(settings)
    migrate(settings.sql_url, keys=keys, wait_s=settings.database_timeout_s)
    database = Database(settings.sql_url, keys=keys, wait_s=settings.database_timeout_s)
    try:
        yield database
    finally:
        database.close()
