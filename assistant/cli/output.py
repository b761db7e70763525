"""Where a command writes: results on standard output and nothing else there, everything else on standard error."""

from __future__ import annotations

import io
import os
import sys

import structlog


def prepare() -> None:
    """Write UTF-8 whatever the locale says, and log on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def abandon() -> None:
    """Stop writing because the reader left; without this Python complains once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
