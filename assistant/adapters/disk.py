"""Whether the data directory can take what is about to be made in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from assistant.domain.errors import IndexUnavailable

ROOM = 200_000_000
"""Bytes that an exported model and an index need."""


def check_room(folder: Path) -> None:
    """Raise IndexUnavailable before a minute of work that a disk without room would throw away at its end."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        room = shutil.disk_usage(folder).free
    except OSError as error:
        raise IndexUnavailable(f"KAP_DATA_DIR={folder} cannot be made ({error.strerror}). Choose another.") from error
    if not os.access(folder, os.W_OK):
        raise IndexUnavailable(f"KAP_DATA_DIR={folder} cannot be written. Give this account write access to it.")
    if room < ROOM:
        raise IndexUnavailable(f"The disk of KAP_DATA_DIR={folder} is full. Free at least {ROOM // 1_000_000} MB.")
