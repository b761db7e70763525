"""The file of a backup: a zip with the rows as one SQLite file, encrypted as they are stored, and a manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from assistant.domain.errors import BackupRefused
from assistant.domain.upkeep import Manifest

_FORMAT = "kap-backup-1"
_MANIFEST, _ROWS = "manifest.json", "records.db"
_CHUNK = 1 << 20


def checksum(path: Path) -> str:
    """SHA-256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, rows: Path, manifest: Manifest) -> None:
    """Write the backup whole or not at all, for this account only. Raises BackupRefused, also when it exists."""
    shape = {"format": _FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(_MANIFEST, json.dumps(shape, indent=1))
                packed.write(rows, _ROWS)
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces a file.
        target.hardlink_to(draft)
    except FileExistsError:
        raise BackupRefused(f"{target} exists. Choose another name; a backup is never overwritten.") from None
    except OSError as error:
        raise BackupRefused(f"{target} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def opened(source: Path, scratch: Path) -> Iterator[Manifest]:
    """The manifest, with the rows unpacked to `scratch` and their checksum compared. Raises BackupRefused."""
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = _manifest(packed.read(_MANIFEST))
            with packed.open(_ROWS) as rows, scratch.open("wb") as file:
                shutil.copyfileobj(rows, file, _CHUNK)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError):
        raise BackupRefused(f"{source} is no backup, or it is damaged. Take another one.") from None
    except OSError as error:
        raise BackupRefused(f"{source} cannot be read ({error.strerror}).") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise BackupRefused(f"{source} is damaged. Take another one.") from None
        raise
    if checksum(scratch) != manifest.sha256:
        raise BackupRefused(f"{source} is damaged: its checksum does not agree. Take another one.")
    yield manifest


def _manifest(content: bytes) -> Manifest:
    shape = json.loads(content)
    if shape.pop("format") != _FORMAT:
        raise ValueError("another format")
    return Manifest(**{**shape, "made_at": datetime.fromisoformat(shape["made_at"])})
