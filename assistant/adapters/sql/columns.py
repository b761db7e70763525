"""Column types that give back exactly what they were given, on both databases.

`Words` and `Name` hold what patients and staff write: encrypted in the database, text in the program.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from assistant.adapters.sql.keyring import Keyring, Unreadable
from assistant.domain.errors import KeysRefused

_log = structlog.get_logger(__name__)
_ESCAPED = "json:"
_PLACE = "kap_keyring"


class Words(TypeDecorator[str]):
    """What a person wrote, sealed; it cannot be searched. What cannot be opened comes back as `Unreadable`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The words, sealed."""
        return None if value is None else keyring_of(dialect).seal(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The words as they were written."""
        return None if value is None else _reported(keyring_of(dialect).opened(value))


class Name(TypeDecorator[str]):
    """A name or an address, sealed so that equal ones are equal in the database: unique, and found when known whole."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The name, sealed."""
        return None if value is None else keyring_of(dialect).seal_name(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The name as it was given."""
        return None if value is None else _reported(keyring_of(dialect).opened_name(value))


class AnyText(TypeDecorator[str]):
    """Any text that is nobody's secret, also with NUL or lone surrogates, which no database takes as they are."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text itself, or its JSON when the database would refuse it."""
        return value if value is None else escaped(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> str | None:
        """The text as it was written."""
        return value if value is None else unescaped(value)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC to the microsecond."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The time, aware, in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if dialect.name == "sqlite" else moment.astimezone(UTC)


def give(dialect: Dialect, keyring: Keyring) -> None:
    """Let the columns of this engine's dialect seal and open with that keyring."""
    setattr(dialect, _PLACE, keyring)


def keyring_of(dialect: Dialect) -> Keyring:
    """The keyring of the engine in use. Raises KeysRefused when it was given none."""
    keyring: Keyring | None = getattr(dialect, _PLACE, None)
    if keyring is None:
        raise _Locked("The records are encrypted and no key was given. Set KAP_ENCRYPTION_KEYS.")
    return keyring


def escaped(text: str) -> str:
    """The text as a database takes it."""
    return text if _plain(text) else _ESCAPED + json.dumps(text)


def unescaped(stored: str) -> str:
    """The text that was escaped."""
    return str(json.loads(stored[len(_ESCAPED) :])) if stored.startswith(_ESCAPED) else stored


class _Locked(KeysRefused, DontWrapMixin):
    """Passes through SQLAlchemy as it is."""


def _reported(text: str) -> str:
    if isinstance(text, Unreadable):
        _log.error("unreadable_text", advice="kap doctor says which rows")
    return text


def _plain(text: str) -> bool:
    if "\x00" in text or text.startswith(_ESCAPED):
        return False
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
