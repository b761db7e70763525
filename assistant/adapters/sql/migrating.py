"""Tables go up and down, also from an installed wheel; nothing heavy is imported when there is nothing to do."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.adapters.master_keys import MasterKey
from assistant.adapters.sql.engine import Database
from assistant.domain.errors import RecordsUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0014"
"""The newest revision in migrations/versions; a test keeps it so."""
_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_231_004
"""Any number, as long as every copy of the program uses the same."""
_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps its context in module globals, so two threads must not migrate at once."""


def migrate(url: str, revision: str = "head", *, keys: Sequence[MasterKey] = (), wait_s: float = 5.0) -> None:
    """Bring the tables to that revision, up or down; `base` removes them. Repeating it changes nothing.

    Creates a missing SQLite file, readable by this account only. The keys are needed where words are stored and
    the step encrypts or decrypts them. Raises RecordsUnavailable.
    """
    database = Database(url, wait_s=wait_s)
    try:
        _make_file(database)
        wanted = HEAD if revision == "head" else revision
        if _current(database) == wanted:
            return
        with _ONE_AT_A_TIME, database.write() as connection:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            _run(connection, wanted, keys, up_only=revision == "head")
    finally:
        database.close()


def current_revision(url: str) -> str | None:
    """The revision of the tables, or None when there are none."""
    database = Database(url)
    try:
        return _current(database)
    finally:
        database.close()


def is_sealed(url: str, *, wait_s: float = 5.0) -> bool:
    """Whether the database has been encrypted with some key already. Raises RecordsUnavailable."""
    database = Database(url, wait_s=wait_s)
    try:
        _make_file(database)
        return _first(database, "SELECT key_id FROM encryption_keys", "encryption_keys") is not None
    finally:
        database.close()


def _make_file(database: Database) -> None:
    path = database.url.database
    if database.is_sqlite and path and not path.startswith("file:") and not Path(path).exists():
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise RecordsUnavailable(
                f"The database file cannot be made ({error.strerror}). Check KAP_DATA_DIR: it must be a folder that "
                "this account can write, on a disk with free space."
            ) from error


def _current(database: Database) -> str | None:
    return _first(database, "SELECT version_num FROM alembic_version", "alembic_version")


def _first(database: Database, query: str, table: str) -> str | None:
    with database.read() as connection:
        try:
            return connection.execute(text(query)).scalars().first()
        except SQLAlchemyError as error:
            # No table yet; anything else that is wrong comes back at the next statement.
            if table in str(error.__cause__):
                return None
            raise


def _run(connection: Connection, wanted: str, keys: Sequence[MasterKey], *, up_only: bool) -> None:
    # Imported here: 0.3 s that a start with an up-to-date database does not need.
    from alembic import command  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = _config(connection)
    config.attributes["keys"] = tuple(keys)
    current = MigrationContext.configure(connection).get_current_revision()
    try:
        # A start never takes away what a newer version has made: only an explicit revision goes down.
        if not up_only and current is not None and (wanted == "base" or wanted < current):
            command.downgrade(config, wanted)
        elif wanted != "base":
            command.upgrade(config, wanted)
    except CommandError as error:
        raise RecordsUnavailable(
            "The database was made by another version of this program. Install that version, or restore a backup."
        ) from error


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
