"""The key of an installation that was given none: a file beside the database, readable by this account only."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.adapters.master_keys import new_key
from assistant.domain.errors import KeysRefused

NAME = "encryption.key"


class KeyFile:
    """One file with one key."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    @property
    def is_private(self) -> bool:
        """Whether nobody but this account may read it."""
        return self.path.stat().st_mode & 0o077 == 0

    def read(self) -> str | None:
        """The key, or None when there is no file. Raises KeysRefused when it cannot be read."""
        try:
            return self.path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise KeysRefused(f"The key file {self.path} cannot be read ({type(error).__name__}).") from None

    def make(self) -> str:
        """The key of a new file; of programs that start together all get the same. Raises KeysRefused."""
        key = new_key()
        draft = self.path.with_name(f"{NAME}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(key + "\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                # A link never replaces a file, and never shows one that is half written.
                self.path.hardlink_to(draft)
            except FileExistsError:
                return self.read() or key
            finally:
                draft.unlink()
        except OSError as error:
            raise KeysRefused(
                f"The key file {self.path} cannot be made ({error.strerror}). Check KAP_DATA_DIR."
            ) from error
        return key
