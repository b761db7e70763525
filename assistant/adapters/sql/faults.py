"""Vendor errors become ours, without a word of what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from assistant.domain.errors import RecordsUnavailable

_ADVICE = (
    ("locked", "The database is locked by another program. Wait, or stop the other program, then try again."),
    ("lock timeout", "The database is locked by another program. Wait, or stop the other program, then try again."),
    ("readonly", "The database cannot be written. Make its file and folder writable for this account."),
    ("read-only", "The database cannot be written. Make its file and folder writable for this account."),
    ("is full", "The disk or database is full. Free some space, then try again."),
    ("no space", "The disk or database is full. Free some space, then try again."),
    ("unable to open", "The database file cannot be opened. Check that its folder exists and is writable."),
    ("not a database", "The database file is damaged or no database. Restore it from a backup."),
    ("malformed", "The database file is damaged. Restore it from a backup."),
    ("no such table", "The database has no tables yet. Run `kap doctor` to have it migrated."),
    ("does not exist", "The database or a table does not exist. Check KAP_DATABASE_URL and run `kap doctor`."),
)
_REFUSED = "The records refused the change because it points at something that is not stored. Reload and try again."
_OTHERWISE = "The database does not answer. Check KAP_DATABASE_URL and that the database is up, then try again."


@contextmanager
def translated() -> Iterator[None]:
    """Every error of the database inside becomes RecordsUnavailable, its cause kept without row content."""
    try:
        yield
    except SQLAlchemyError as error:
        advice = _advice(error)
        _scrub(error)
        raise RecordsUnavailable(advice) from error
    except UnicodeError as error:
        # The error's own text would quote the string that could not be stored, so no cause is kept.
        raise RecordsUnavailable(f"The database cannot hold this text ({type(error).__name__}).") from None
    except OSError as error:
        raise RecordsUnavailable(f"The database's folder cannot be used ({error.strerror}). Check it.") from error


def _advice(error: SQLAlchemyError) -> str:
    if isinstance(error, IntegrityError):
        return _REFUSED
    text = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    return next((advice for sign, advice in _ADVICE if sign in text), _OTHERWISE)


def _scrub(error: SQLAlchemyError) -> None:
    # PostgreSQL adds "DETAIL: Failing row contains (...)" after its first line.
    if isinstance(error, DBAPIError) and error.orig is not None:
        first = str(error.orig).split("\n", 1)[0]
        error.orig.args = (first,)
        error.args = (f"({type(error.orig).__name__}) {first}",)
