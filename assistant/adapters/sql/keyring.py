"""What one database is sealed with.

Words are sealed with the first master key. Names are sealed so that one name always looks the same (AES-SIV), which
keeps them unique and findable; the secret for that, and the one that chains the audit trail, belong to the database
and lie in it, sealed with the master keys.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from assistant.adapters.master_keys import MasterKey
from assistant.domain.messages import UNREADABLE

_NAME = "siv1:"
_NOT_EMPTY = b"\x01"
"""AES-SIV takes no empty text."""


class Unreadable(str):
    """Stands for a text that cannot be opened, wherever a text is shown."""

    __slots__ = ()

    def __new__(cls) -> Self:
        """The one text that says so."""
        return super().__new__(cls, UNREADABLE)


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """The two secrets of one database: 64 bytes for names, 32 for the audit trail."""

    names: bytes
    audit: bytes

    @classmethod
    def fresh(cls) -> Self:
        """New secrets."""
        return cls(os.urandom(64), os.urandom(32))

    def sealed(self, key: MasterKey) -> str:
        """The secrets as they lie in the database."""
        return key.seal(json.dumps([self.names.hex(), self.audit.hex()]).encode())

    @classmethod
    def opened(cls, key: MasterKey, stored: str) -> Self | None:
        """The secrets, or None when the key does not open them."""
        content = key.opened(stored)
        return cls(*(bytes.fromhex(part) for part in json.loads(content))) if content is not None else None


class Keyring:
    """Seals with the first key, opens with every one; safe among threads."""

    def __init__(self, keys: Sequence[MasterKey], secrets: Secrets) -> None:
        self.first = keys[0]
        self.secrets = secrets
        self._keys = {key.prefix: key for key in keys}
        self._length = len(self.first.prefix)
        self._names = AESSIV(secrets.names)

    def seal(self, words: str) -> str:
        """The words as they are stored; never twice the same."""
        return self.first.seal(words.encode("utf-8", "surrogatepass"))

    def opened(self, stored: str) -> str:
        """The words, or `Unreadable`."""
        if not stored:
            return stored
        key = self._keys.get(stored[: self._length])
        content = key.opened(stored) if key else None
        return Unreadable() if content is None else content.decode("utf-8", "surrogatepass")

    def seal_name(self, name: str) -> str:
        """The name as it is stored; always the same for the same name."""
        content = _NOT_EMPTY + name.encode("utf-8", "surrogatepass")
        return _NAME + base64.b64encode(self._names.encrypt(content, None)).decode()

    def opened_name(self, stored: str) -> str:
        """The name, or `Unreadable`."""
        try:
            content = self._names.decrypt(base64.b64decode(stored.removeprefix(_NAME), validate=True), None)
        except (binascii.Error, InvalidTag, ValueError):
            return Unreadable()
        return content[len(_NOT_EMPTY) :].decode("utf-8", "surrogatepass")

    def chained(self, *fields: object) -> str:
        """A keyed hash over the fields, in hexadecimal; nobody without the secret can make one."""
        return hmac.new(self.secrets.audit, json.dumps(fields).encode(), hashlib.sha256).hexdigest()
