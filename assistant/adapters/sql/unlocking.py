"""The database's own secrets, one row for each master key in use; who cannot open a row has the wrong key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, text, update

from assistant.adapters.master_keys import MasterKey
from assistant.adapters.sql.keyring import Keyring, Secrets
from assistant.adapters.sql.tables import audit_head, encryption_keys, people
from assistant.domain.errors import KeysRefused

_LOCK = 7_231_005


def unlocked(engine: Engine, keys: Sequence[MasterKey]) -> Keyring:
    """The keyring of that database; its first start makes the secrets, a new first key gets its row.

    Raises KeysRefused when a row cannot be opened with these keys.
    """
    with engine.execution_options(read=True).connect() as connection:
        rows = _rows(connection)
        if keys[0].id in rows:
            return _opened(rows, keys)
    with engine.begin() as connection:
        return unlock(connection, keys)


def unlock(connection: Connection, keys: Sequence[MasterKey], *, begin: bool = False) -> Keyring:
    """The same inside the caller's transaction; `begin` makes new secrets although accounts exist."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    rows = _rows(connection)
    keyring = _opened(rows, keys) if rows else _begun(connection, keys, begin=begin)
    if keys[0].id not in rows:
        connection.execute(
            insert(encryption_keys).inline(),
            {"key_id": keys[0].id, "secrets": keyring.secrets.sealed(keys[0]), "since": datetime.now(UTC)},
        )
    return keyring


def _rows(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(encryption_keys.c.key_id, encryption_keys.c.secrets))
    return {row.key_id: row.secrets for row in rows}


def _opened(rows: dict[str, str], keys: Sequence[MasterKey]) -> Keyring:
    known = {key.id: key for key in keys}
    missing = sorted(set(rows) - set(known))
    if missing:
        raise KeysRefused(
            f"The records are encrypted with key {', '.join(missing)}, which is not among those given "
            f"({', '.join(known)}). Put it back into KAP_ENCRYPTION_KEYS; it may go after `kap keys rotate`."
        )
    for key_id, stored in rows.items():
        secrets = Secrets.opened(known[key_id], stored)
        if secrets is not None:
            return Keyring(keys, secrets)
    raise KeysRefused("The database's own secrets are damaged. Restore the table encryption_keys from a backup.")


def _begun(connection: Connection, keys: Sequence[MasterKey], *, begin: bool) -> Keyring:
    if not begin and connection.execute(select(people.c.id).limit(1)).first() is not None:
        raise KeysRefused("The table encryption_keys was emptied. Restore it from a backup; without it no name opens.")
    keyring = Keyring(keys, Secrets.fresh())
    seal_head(connection, keyring)
    return keyring


def seal_head(connection: Connection, keyring: Keyring) -> None:
    """Vouch for the end of the audit trail as it is now."""
    head = connection.execute(select(audit_head.c.seq, audit_head.c.hash)).one()
    connection.execute(update(audit_head).values(seal=keyring.chained("head", head.seq, head.hash)))
