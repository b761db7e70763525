"""The keys from the configuration: each has an id that may be shown, and seals texts so that tampering is found."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.domain.errors import SettingsError

_FORMAT = "enc1"
_NONCE = 12
_BYTES = 32


class MasterKey:
    """One key of 32 random bytes; what it seals with is derived from it once."""

    def __init__(self, raw: bytes) -> None:
        self.id = _derived(raw, b"kap key id", 4).hex()
        self._cipher = AESGCM(_derived(raw, b"kap words", _BYTES))
        self.prefix = f"{_FORMAT}:{self.id}:"
        """What everything that this key has sealed begins with."""
        self._bound = self.prefix.encode()

    def seal(self, content: bytes) -> str:
        """The content, encrypted and authenticated (AES-256-GCM, random nonce), as ASCII."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, content, self._bound)
        return self.prefix + base64.b64encode(sealed).decode()

    def opened(self, stored: str) -> bytes | None:
        """The content, or None when this key did not seal it or it was altered."""
        if not stored.startswith(self.prefix):
            return None
        try:
            sealed = base64.b64decode(stored[len(self.prefix) :], validate=True)
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound)
        except (binascii.Error, InvalidTag, ValueError):
            return None


def new_key() -> str:
    """A fresh key as it stands in the configuration."""
    return base64.urlsafe_b64encode(os.urandom(_BYTES)).decode()


def parsed(texts: Iterable[str]) -> tuple[MasterKey, ...]:
    """The keys in order. Raises SettingsError for a text that is none, by its place and not by its content."""
    keys = []
    for place, text in enumerate(texts, start=1):
        try:
            raw = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != _BYTES:
            raise SettingsError(f"KAP_ENCRYPTION_KEYS: key {place} is no key. Make one with `kap keys generate`.")
        keys.append(MasterKey(raw))
    return tuple(keys)


def sealing_key(stored: str) -> str | None:
    """The id of the key that sealed the text, or None when it is not sealed."""
    form, _, rest = stored.partition(":")
    return rest.partition(":")[0] if form == _FORMAT else None


def _derived(raw: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose).derive(raw)
