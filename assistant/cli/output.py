"""Where a command writes: results on standard output and nothing else there, everything else on standard error."""

from __future__ import annotations

import io
import logging
import os
import sys

from assistant import logs


def prepare() -> None:
    """Write UTF-8 whatever the locale says, and log on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logs.configure(_in_production, logging.WARNING)


def abandon() -> None:
    """Stop writing because the reader left; without this Python complains once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_production() -> bool:
    from assistant import settings  # noqa: PLC0415 - most commands end without a line logged
    from assistant.domain.errors import SettingsError  # noqa: PLC0415

    try:
        return settings.load().profile == "production"
    except SettingsError:
        return True
