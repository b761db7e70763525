"""What the upkeep of the records reports: counts and ids, never a word of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SealedState:
    """How the records are encrypted."""

    first: str
    """Id of the key that encrypts now."""
    texts: Mapping[str, int]
    """Key id -> how many stored texts it encrypted; without those that cannot be read."""
    unreadable: tuple[str, ...] = ()
    """`table.column key` of each text that no key opens."""

    @property
    def older(self) -> tuple[str, ...]:
        """Ids of the keys that something is still encrypted with besides the first."""
        return tuple(sorted(set(self.texts) - {self.first}))


@dataclass(frozen=True, slots=True)
class Rotation:
    """What one rotation did."""

    first: str
    texts: int
    """How many texts were encrypted anew."""
    unreadable: tuple[str, ...] = ()
    freed: tuple[str, ...] = field(default=())
    """Ids of the keys that nothing needs any more."""
