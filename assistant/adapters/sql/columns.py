"""Column types that give back exactly what they were given, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

_ESCAPED = "json:"


class Words(TypeDecorator[str]):
    """Any text a person can write, also with NUL or lone surrogates, which no database takes as they are."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text itself, or its JSON when the database would refuse it."""
        return value if value is None or _plain(value) else _ESCAPED + json.dumps(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> str | None:
        """The text as it was written."""
        if value is None or not value.startswith(_ESCAPED):
            return value
        return str(json.loads(value[len(_ESCAPED) :]))


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


def _plain(text: str) -> bool:
    if "\x00" in text or text.startswith(_ESCAPED):
        return False
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
