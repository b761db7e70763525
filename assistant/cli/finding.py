"""What an examination found."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: `level` is ok, note, warn or fail."""

    part: str
    level: str
    found: str
    what_to_do: str = ""

    def shape(self) -> dict[str, str]:
        """The finding as JSON."""
        return asdict(self)
