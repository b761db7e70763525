"""Which keys the records are encrypted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.errors import KeysRefused
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.key_file import KeyFile
    from assistant.adapters.master_keys import MasterKey


def encryption_keys(settings: Settings) -> tuple[MasterKey, ...]:
    """The keys of the settings, the encrypting one first; locally, without any, the one in the data directory.

    That file is made when nothing is encrypted yet. Raises KeysRefused when a key is needed and missing.
    """
    from assistant.adapters.master_keys import parsed  # noqa: PLC0415

    if settings.encryption_keys:
        return parsed(key.get_secret_value() for key in settings.encryption_keys)
    if settings.profile == "production":
        raise KeysRefused(
            "KAP_PROFILE=production needs KAP_ENCRYPTION_KEYS. Make a key with `kap keys generate`, and keep a copy "
            "of it apart from the database's backups."
        )
    file = key_file(settings)
    return parsed([file.read() or _made(settings, file)])


def key_file(settings: Settings) -> KeyFile:
    """Where the key of a local installation is kept."""
    from assistant.adapters.key_file import KeyFile  # noqa: PLC0415

    return KeyFile(settings.data_dir)


def _made(settings: Settings, file: KeyFile) -> str:
    from assistant.adapters.sql.migrating import is_sealed  # noqa: PLC0415

    if is_sealed(settings.sql_url, wait_s=settings.database_timeout_s):
        raise KeysRefused(
            f"The records are encrypted and their key is gone: there is no file {file.path}. Put it back, or set "
            "KAP_ENCRYPTION_KEYS. Without the key nobody can read them."
        )
    return file.make()
