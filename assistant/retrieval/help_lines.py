"""Reads the help lines: the only place a phone number of a help line comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.domain.errors import LibraryError
from assistant.domain.library import HelpLine, Region
from assistant.retrieval.yaml_files import optional_text, read_yaml, text_of, texts_of

KINDS = (
    "emergency", "suicide_crisis", "poison", "domestic_violence", "sexual_violence", "child", "substance_use",
    "peer_support",
)  # fmt: skip


def read_help_lines(folder: Path) -> dict[str, Region]:
    """Every region of `folder`/help_lines.yaml by its code, in the file's order."""
    path = folder / "help_lines.yaml"
    content = read_yaml(path)
    version = str(content.get("version") or "")
    regions = content.get("regions")
    if not version or not isinstance(regions, Mapping) or not regions:
        raise LibraryError(f"{path}: expected `version:` (a day) and `regions:`.")
    read = {str(code): _region(str(code), entry, version, f"{path}: {code}") for code, entry in regions.items()}
    ids = [line.id for region in read.values() for line in region.lines]
    for line_id in ids:
        if ids.count(line_id) > 1:
            raise LibraryError(f"{path}: two help lines have the id `{line_id}`; give each its own.")
    return read


def _region(code: str, entry: object, version: str, where: str) -> Region:
    if not isinstance(entry, Mapping):
        raise LibraryError(f"{where}: a region has `name`, `name_es`, `emergency` and `lines`.")
    emergency = entry.get("emergency")
    number = optional_text(emergency, "number", where) if isinstance(emergency, Mapping) else None
    lines = entry.get("lines") or []
    if not isinstance(lines, list):
        raise LibraryError(f"{where}: `lines` must be a list.")
    return Region(
        code=code,
        name=text_of(entry, "name", where),
        name_es=text_of(entry, "name_es", where),
        emergency_number=number,
        lines=tuple(_line(line, f"{where}: line {count}") for count, line in enumerate(lines, 1)),
        version=version,
    )


def _line(entry: object, where: str) -> HelpLine:
    if not isinstance(entry, Mapping):
        raise LibraryError(f"{where}: a help line has `id`, `name`, `kind` and a way to reach it.")
    line = HelpLine(
        id=text_of(entry, "id", where),
        name=text_of(entry, "name", where),
        kind=text_of(entry, "kind", where),
        call=optional_text(entry, "call", where),
        text=optional_text(entry, "text", where),
        url=optional_text(entry, "url", where),
        hours=optional_text(entry, "hours", where),
        languages=texts_of(entry, "languages", where),
        note=str(entry.get("note") or ""),
        source=optional_text(entry, "source", where),
        verified=text_of(entry, "verified", where),
        checked_on=_checked_on(entry, where),
    )
    if line.call is None and line.text is None and line.url is None:
        raise LibraryError(f"{where}: `{line.id}` has no `call`, `text` or `url`, so nobody can reach it.")
    return line


def _checked_on(entry: Mapping[str, Any], where: str) -> date | None:
    value = entry.get("checked_on")
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise LibraryError(f"{where}: `checked_on` must be a day such as 2026-11-23, or null until a person checked.")
    return value
