"""YAML read strictly: a mapping or a LibraryError that names the file and the line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.errors import LibraryError

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in the file; raises LibraryError when it is missing, unreadable or not a mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LibraryError(f"{path}: the file is missing; restore it from the repository or the wheel.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(
            f"{path}: the file cannot be read as UTF-8 text; check its rights and its encoding."
        ) from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, where: str, first_line: int = 1) -> dict[str, Any]:
    """The mapping in the text; `where` and `first_line` place an error for its reader."""
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506  both loaders are safe loaders
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise LibraryError(f"{where}:{line}: {problem}; put the value in double quotes if it holds a colon.") from error
    if not isinstance(found, dict):
        raise LibraryError(f"{where}:{first_line}: expected `key: value` lines.")
    return found


def text_of(fields: Mapping[str, Any], key: str, where: str) -> str:
    """The required text under `key`."""
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LibraryError(f"{where}: `{key}` is missing or is not text; write `{key}: ...`.")
    return value.strip()


def optional_text(fields: Mapping[str, Any], key: str, where: str) -> str | None:
    """The text under `key`, or None when it is absent or null."""
    value = fields.get(key)
    return None if value is None else text_of(fields, key, where)


def day_of(fields: Mapping[str, Any], key: str, where: str) -> date:
    """The required day under `key`, written as 2026-11-23."""
    value = fields.get(key)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise LibraryError(f"{where}: `{key}` is missing or is not a day; write it as 2026-11-23.")
    return value


def texts_of(fields: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """The list of texts under `key`; () when absent."""
    value = fields.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LibraryError(f"{where}: `{key}` must be a list of texts; put items that look like numbers in quotes.")
    return tuple(item.strip() for item in value)
