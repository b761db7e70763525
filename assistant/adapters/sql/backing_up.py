"""Backups: written while the app runs, read into an empty database of either vendor."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from assistant.adapters import backup_file
from assistant.adapters.master_keys import MasterKey
from assistant.adapters.sql.audit import append, check
from assistant.adapters.sql.columns import keyring_of
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrating import HEAD, current_revision, migrate
from assistant.adapters.sql.raw_tables import copy_rows, counted, empty
from assistant.adapters.sql.tables import audit_head
from assistant.domain.errors import BackupRefused, KeysRefused, RecordsUnavailable
from assistant.domain.upkeep import Manifest


def back_up(database: Database, target: Path, at: datetime) -> Manifest:
    """Write one consistent moment of the records to a new file, while others read and write.

    Raises BackupRefused when the file exists or cannot be written, RecordsUnavailable when the records cannot be read.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists. Choose another name; a backup is never overwritten.")
    with _scratch(target.parent) as rows:
        (_copy_sqlite if database.is_sqlite else _copy_postgres)(database, rows)
        copy = Database(f"sqlite:///{rows}")
        try:
            with copy.read() as connection:
                head = connection.execute(select(audit_head.c.seq, audit_head.c.hash)).one()
                counts = counted(connection)
        finally:
            copy.close()
        with database.read() as connection:
            keyring = keyring_of(connection.dialect)
        unsealed = Manifest(at, HEAD, backup_file.checksum(rows), counts, f"{head.seq}:{head.hash}", "")
        manifest = replace(unsealed, seal=keyring.chained(*unsealed.sealed_fields))
        backup_file.write(target, rows, manifest)
    return manifest


def restore(
    source: Path, url: str, keys: Sequence[MasterKey], actor: str, at: datetime, *, force: bool, wait_s: float = 5.0
) -> Manifest:
    """Put the backup's records into the database, all or nothing; stop app and worker before.

    The backup's checksum, seal, counts and audit trail are checked first. Raises BackupRefused when one of them is
    wrong, or when the database holds records and `force` is not set; KeysRefused when the keys do not open it.
    """
    with _scratch(Path(tempfile.gettempdir())) as rows, backup_file.opened(source, rows) as manifest:
        copy_url = f"sqlite:///{rows}"
        _check_revision(copy_url, manifest)
        copy, target = Database(copy_url, keys=keys), Database(url, wait_s=wait_s)
        try:
            _open(copy, copy_url, keys)
            migrate(url, keys=keys, wait_s=wait_s)
            with copy.read() as reading:
                _check(reading, manifest)
                with target.write() as writing:
                    if any(counted(writing)[name] for name in ("people", "conversations", "audit")) and not force:
                        raise BackupRefused("The database holds records already. With --force they are replaced.")
                    empty(writing)
                    copy_rows(reading, writing)
            target.forget_deleted()
        finally:
            copy.close()
            target.close()
    _note(url, keys, actor, manifest, at)
    return manifest


def _open(copy: Database, copy_url: str, keys: Sequence[MasterKey]) -> None:
    """Bring the backup's rows up to this version and unlock them; the refusal says that it is about the backup."""
    try:
        migrate(copy_url, keys=keys)
        copy.unlock()
    except KeysRefused as refused:
        raise KeysRefused(f"The backup cannot be opened, so nothing was changed. {refused}") from refused


def _check_revision(copy_url: str, manifest: Manifest) -> None:
    if manifest.revision > HEAD or current_revision(copy_url) != manifest.revision:
        raise BackupRefused("The backup was made by a newer version of this program. Install that version first.")


def _check(reading: Connection, manifest: Manifest) -> None:
    keyring = keyring_of(reading.dialect)
    if manifest.seal != keyring.chained(*manifest.sealed_fields):
        raise BackupRefused("The backup's seal is not that of its records: somebody changed it. Take another one.")
    # Unlocking with a new first key has added its row.
    counts = counted(reading) | {"encryption_keys": manifest.rows.get("encryption_keys", 0)}
    if manifest.revision == HEAD and counts != manifest.rows:
        raise BackupRefused("The backup does not hold as many rows as it says. Take another one.")
    _, problem = check(reading)
    if problem is not None:
        raise BackupRefused(f"The backup's audit trail is not intact: {problem}")


def _note(url: str, keys: Sequence[MasterKey], actor: str, manifest: Manifest, at: datetime) -> None:
    database = Database(url, keys=keys)
    try:
        with database.write() as connection:
            append(connection, actor, "backup_restored", manifest.sha256[:16], at)
    finally:
        database.close()


def _copy_sqlite(database: Database, rows: Path) -> None:
    with database.read() as connection, closing(sqlite3.connect(rows)) as target:
        source: Any = connection.connection.driver_connection
        try:
            source.backup(target)
        except sqlite3.Error as error:
            raise BackupRefused(f"The backup cannot be written ({error}). Free some space and try again.") from error


def _copy_postgres(database: Database, rows: Path) -> None:
    rows.unlink()
    migrate(f"sqlite:///{rows}")
    target = Database(f"sqlite:///{rows}")
    try:
        with database.snapshot() as reading, target.write() as writing:
            empty(writing)
            copy_rows(reading, writing)
    except RecordsUnavailable as error:
        raise BackupRefused(f"The backup cannot be written: {error}") from error
    finally:
        target.close()


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A file for this account only, gone at the end, beside where the backup goes or comes from."""
    try:
        with tempfile.TemporaryDirectory(prefix="kap-backup-", dir=folder) as name:
            path = Path(name) / "records.db"
            path.touch(mode=0o600)
            yield path
    except OSError as error:
        raise BackupRefused(f"{folder} cannot be used ({error.strerror}). Choose another place.") from error
